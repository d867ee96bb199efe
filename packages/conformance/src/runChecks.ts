import type { Check } from "./check.js";

/** How a check went; without an error it passed. */
export interface Outcome {
  readonly check: Check;
  readonly error?: Error;
}

/**
 * Runs checks without a test runner, and gives their outcomes in their order.
 * @param atOnce How many at a time: while one waits for a device's answer, others prepare their own work.
 * @param onOutcome Told each outcome when it is known.
 */
export async function runChecks(
  checks: readonly Check[],
  { atOnce = 4, onOutcome }: { atOnce?: number; onOutcome?: (outcome: Outcome) => void } = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < checks.length) {
      const i = next++;
      const check = checks[i]!;
      const error = await check.run().then(
        () => undefined,
        (reason: Error) => reason,
      );
      outcomes[i] = error ? { check, error } : { check };
      onOutcome?.(outcomes[i]!);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}
