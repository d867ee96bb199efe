import { UsageError } from "@mebae/tensor";

/** UsageError for options that are no object, and for one that isn't known: a misspelled `weigths` would be silently nothing. */
export function expectKnownOptions(where: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new UsageError(`${where}: expected options as an object, got ${options}`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`${where}: no option "${unknown}"; expected ${known.join(", ")}`);
}
