import { UsageError } from "@mebae/tensor";

/** @throws UsageError unless 0 ≤ successes ≤ trials, both whole */
export function checkCount(name: string, successes: number, trials: number): void {
  if (Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials)
    return;
  throw new UsageError(
    `${name}: expected whole numbers, successes from 0 to trials, got ${successes} of ${trials}`,
  );
}

/** @throws UsageError unless inside (0, 1) */
export function checkLevel(name: string, level: number, what = "a level"): void {
  if (typeof level === "number" && level > 0 && level < 1) return;
  throw new UsageError(`${name}: expected ${what} inside (0, 1), got ${level}`);
}
