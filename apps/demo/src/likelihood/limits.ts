/** Numbers of these sizes have axes, steps and digits that can be read; others want another unit. */
export const sizes = { least: 1e-6, most: 1e15 };

/** The first number that is too large, or the largest where all are too small, and not all 0; undefined where they can be shown. */
export function beyondSizes(values: ArrayLike<number>): number | undefined {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Math.abs(value) > sizes.most) return value;
    if (Math.abs(value) > Math.abs(largest)) largest = value;
  }
  return largest !== 0 && Math.abs(largest) < sizes.least ? largest : undefined;
}
