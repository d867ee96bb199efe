/** Fewer values than this are sorted. */
const few = 2000;

/**
 * The k-th of the values in order, from 0, and the one before it, in time proportional to their number: of a sorted part of them
 * come two bounds that these very likely lie between, and of the values between, which few are, the search goes on (after Floyd &
 * Rivest 1975). The values stay as they are.
 */
export function orderedPair(values: Float64Array, k: number): readonly [before: number, value: number] {
  const { length } = values;
  if (length > 2 * few) {
    const [low, high] = boundsOf(values, k / length);
    const { below, between } = split(values, low, high);
    const rank = k - below;
    if (rank >= 1 && rank < between.length && between.length < length / 2) return orderedPair(between, rank);
  }
  const sorted = values.slice().sort();
  return [sorted[k - 1]!, sorted[k]!];
}

/** Four and a half standard deviations of a rank to both sides of the share. */
function boundsOf(values: Float64Array, share: number): readonly [low: number, high: number] {
  const part = new Float64Array(few);
  for (let i = 0; i < few; i++) part[i] = values[Math.floor(((i + 0.5) * values.length) / few)]!;
  part.sort();
  const place = Math.round(share * few);
  const distance = Math.ceil(2.25 * Math.sqrt(few));
  return [part[place - distance] ?? -Infinity, part[place + distance] ?? Infinity];
}

function split(
  values: Float64Array,
  low: number,
  high: number,
): { readonly below: number; readonly between: Float64Array } {
  const between = new Float64Array(values.length);
  let below = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) below++;
    else if (value <= high) between[count++] = value;
  }
  return { below, between: between.subarray(0, count) };
}
