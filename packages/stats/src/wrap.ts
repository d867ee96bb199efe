/** Angles as the numbers within the support for which they stand; a copy. Of other families the values themselves. */
export function wrapped(
  values: Float64Array,
  period: number | undefined,
  [low]: readonly [low: number, high: number],
): Float64Array {
  if (period === undefined) return values;
  return values.map((value) => value - period * Math.floor((value - low) / period));
}
