import * as vitest from "vitest";

/** One test of a suite, to be run by someone else. */
export interface Check {
  readonly name: string;
  readonly run: () => unknown;
}

let collected: Check[] | undefined;

/** vitest's `describe` and `test`, but for suites whose tests are collected. */
export function describe(name: string, body: () => void): void {
  if (collected) body();
  else vitest.describe(name, body);
}

export function test(name: string, run: () => unknown): void {
  if (collected) collected.push({ name, run });
  else
    vitest.test(name, () => {
      run();
    });
}

/** The tests that a suite declares, none of which has run. */
export function checksOf(suite: () => void): Check[] {
  const checks: Check[] = [];
  collected = checks;
  try {
    suite();
  } finally {
    collected = undefined;
  }
  return checks;
}
