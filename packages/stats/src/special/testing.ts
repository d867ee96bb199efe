/** How far off, relative to the expected value. */
export function relativeError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / Math.abs(expected);
}

/** How far off, relative to the expected value or, where that is below 1, absolutely. */
export function mixedError(actual: number, expected: number): number {
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

/** The worst of many errors and where it is, to be shown by a failing expectation. */
export class Worst {
  error = 0;
  where: readonly unknown[] = [];

  see(error: number, ...where: readonly unknown[]): void {
    // NaN counts as the worst.
    if (!(error <= this.error)) {
      this.error = Number.isNaN(error) ? Infinity : error;
      this.where = where;
    }
  }
}
