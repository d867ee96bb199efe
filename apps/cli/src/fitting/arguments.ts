import { InvalidArgumentError } from "commander";

/** "shape=2", one more known parameter. */
export function fixedParameter(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const [, name, number] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  const value = Number(number);
  if (name === undefined || !Number.isFinite(value))
    throw new InvalidArgumentError(`expected name=number, got "${text}".`);
  return { ...before, [name]: value };
}

/** "0,10", of which one side may be empty. */
export function truncationRange(text: string): { readonly low?: number; readonly high?: number } {
  const parts = text.split(",").map((part) => part.trim());
  const [low, high] = parts.map((part) => (part === "" ? undefined : Number(part)));
  const fine = [low, high].every((side) => side === undefined || Number.isFinite(side));
  if (
    parts.length !== 2 ||
    !fine ||
    (low === undefined && high === undefined) ||
    (low ?? -Infinity) >= (high ?? Infinity)
  )
    throw new InvalidArgumentError(
      `expected LOW,HIGH, two numbers in order of which one may be left out, got "${text}".`,
    );
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}
