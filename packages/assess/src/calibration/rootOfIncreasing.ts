export interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

/**
 * Where an increasing function is 0, by Newton's method; a step that leaves what is known to hold the zero is halved instead.
 * @returns the bound, exactly, where the function keeps its sign
 */
export function rootOfIncreasing(
  at: (x: number) => { readonly value: number; readonly slope: number },
  { low, high, start }: Bounds,
): number {
  if (at(low).value >= 0) return low;
  if (at(high).value <= 0) return high;
  let x = start;
  for (let i = 0; i < 200; i++) {
    const { value, slope } = at(x);
    if (value === 0) return x;
    if (value < 0) low = x;
    else high = x;
    const newton = x - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-14 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}
