/** Σw|x - centre|/Σw, in two sums that don't wait for each other where there are no weights. */
export function meanDistance(
  values: Float64Array,
  weights: Float64Array | undefined,
  centre: number,
): number {
  const { length } = values;
  let sum = 0;
  let other = 0;
  if (weights) {
    let count = 0;
    for (let i = 0; i < length; i++) {
      sum += weights[i]! * Math.abs(values[i]! - centre);
      count += weights[i]!;
    }
    return sum / count;
  }
  for (let i = 0; i + 1 < length; i += 2) {
    sum += Math.abs(values[i]! - centre);
    other += Math.abs(values[i + 1]! - centre);
  }
  if (length % 2) sum += Math.abs(values[length - 1]! - centre);
  return (sum + other) / length;
}
