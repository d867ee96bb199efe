/**
 * p-values of several tests, raised so that the chance of one false discovery or more stays below the level at which any is
 * called one (Holm 1979): the i-th smallest of m becomes (m - i + 1)·p, never below the one before it, at most 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  for (const [i, at] of order.entries()) {
    largest = Math.max(largest, (pValues.length - i) * pValues[at]!);
    adjusted[at] = Math.min(1, largest);
  }
  return adjusted;
}
