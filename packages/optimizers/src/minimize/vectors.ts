export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** ‖a‖; the squares can't overflow or vanish. */
export function norm(a: Float64Array): number {
  let largest = 0;
  for (const entry of a) largest = Math.max(largest, Math.abs(entry));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const entry of a) sum += (entry / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** x + factor·step. */
export function moved(x: Float64Array, step: Float64Array, factor = 1): Float64Array {
  return x.map((entry, i) => entry + factor * step[i]!);
}

export function equal(a: Float64Array, b: Float64Array): boolean {
  return a.every((entry, i) => entry === b[i]);
}
