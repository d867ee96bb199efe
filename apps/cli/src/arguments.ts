import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
    throw new InvalidArgumentError(`expected a whole number ${range}, got "${text}".`);
  };
}

/** A finite number of at least 0, or above it where `positive`. */
export function finiteNumber({ positive }: { positive: boolean }): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && (positive ? value > 0 : value >= 0)) return value;
    throw new InvalidArgumentError(
      `expected a number ${positive ? "above 0" : "of at least 0"}, got "${text}".`,
    );
  };
}

export function folder(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("expected a folder, got an empty name.");
  return resolve(text);
}

/** A regular expression, as JavaScript writes it without the slashes. */
export function pattern(text: string): RegExp {
  try {
    if (text !== "") return new RegExp(text, "u");
  } catch (error) {
    throw new InvalidArgumentError(
      `expected a regular expression, got "${text}" (${(error as Error).message}).`,
    );
  }
  throw new InvalidArgumentError("expected a regular expression, got an empty one.");
}

const secondsIn: Readonly<Record<string, number>> = { "": 1, s: 1, min: 60, m: 60, h: 3600 };

/** "60s", "5m", "1.5h" or "90" in seconds. */
export function timeSpan(text: string): number {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*(s|min|m|h)?\s*$/.exec(text) ?? [];
  const seconds = Number(number) * secondsIn[unit]!;
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError(`expected a time such as 60s, 5m or 1h, got "${text}".`);
}

/** A probability inside (0, 1). */
export function probability(example: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value > 0 && value < 1) return value;
    throw new InvalidArgumentError(`expected a number between 0 and 1, such as ${example}, got "${text}".`);
  };
}

/** `--budget`, whose default help writes as users do. */
export function budgetOption(description: string, usual: number): Option {
  return new Option("--budget <time>", description).argParser(timeSpan).default(usual, `${usual}s`);
}

/** Where networks compute. */
export type Device = "cpu" | "gpu";

/** `--device`, of every command in which a network computes. */
export function deviceOption(): Option {
  return new Option("--device <device>", "where networks compute; gpu needs the package webgpu beside mebae")
    .choices(["cpu", "gpu"] satisfies Device[])
    .default("cpu");
}

/** As many threads as the engine takes. */
const threadCount = wholeNumber(1, 64);

/** What every command has. */
export interface CommonOptions {
  readonly threads?: number;
  /** Of commands in which a network computes. */
  readonly device?: Device;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Comes last, as help lists options in this order. */
export function withCommonOptions(command: Command): Command {
  return command
    .optionsGroup("In every command:")
    .option(
      "--threads <n>",
      "threads to compute with; as many as the machine runs at once by default",
      threadCount,
    )
    .option("--json", "one JSON object a line on standard output", false)
    .option("--verbose", "show the stack of an error", false)
    .helpOption("-h, --help", "show this");
}
