import type { Io } from "./io.js";

/** What a command tells: words, or JSON lines with `--json`. Progress goes to standard error either way. */
export class Output {
  constructor(
    readonly io: Io,
    readonly json: boolean,
  ) {}

  /** A line of words; nothing with `--json`. */
  say(line: string): void {
    if (!this.json) this.io.stdout(`${line}\n`);
  }

  /** One event as a JSON line; nothing without `--json`. */
  event(event: Readonly<Record<string, unknown>>): void {
    if (this.json) this.io.stdout(`${JSON.stringify(event)}\n`);
  }
}
