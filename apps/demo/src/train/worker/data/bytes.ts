/** Pixels to look at: bytes as they are, floats stretched to their own range. */
export function bytesOf(values: Uint8Array | Float32Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = most > least ? 255 / (most - least) : 0;
  return Uint8Array.from(values, (value) => Math.round((value - least) * scale));
}
