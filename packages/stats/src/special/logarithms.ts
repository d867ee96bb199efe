/** log(1 - e^x) for x ≤ 0, by the form that keeps its digits on either side of x = -log 2 (Mächler 2012). */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/** log(e^a + e^b), with a or b -∞ for an empty part. */
export function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  const smaller = Math.min(a, b);
  if (smaller === -Infinity || larger === Infinity) return larger;
  return larger + Math.log1p(Math.exp(smaller - larger));
}

/** log(e^a - e^b) for a ≥ b; NaN where b > a. */
export function logDifference(a: number, b: number): number {
  if (b === -Infinity) return a;
  if (a === b) return -Infinity;
  return a + log1mexp(b - a);
}

/**
 * log(1+x) - x without cancellation near 0. With r = x/(2+x), log(1+x) = 2 artanh r, so that
 *   log(1+x) - x = r (2r² Σ_{k≥0} r^(2k)/(2k+3) - x),
 * fourteen terms of which are exact to float64 for -0.4 < x < 0.7; elsewhere the difference loses nothing.
 */
export function log1pmx(x: number): number {
  if (!(x > -0.4 && x < 0.7)) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const s = r * r;
  let sum = 1 / 31;
  sum = sum * s + 1 / 29;
  sum = sum * s + 1 / 27;
  sum = sum * s + 1 / 25;
  sum = sum * s + 1 / 23;
  sum = sum * s + 1 / 21;
  sum = sum * s + 1 / 19;
  sum = sum * s + 1 / 17;
  sum = sum * s + 1 / 15;
  sum = sum * s + 1 / 13;
  sum = sum * s + 1 / 11;
  sum = sum * s + 1 / 9;
  sum = sum * s + 1 / 7;
  sum = sum * s + 1 / 5;
  sum = sum * s + 1 / 3;
  return r * (2 * s * sum - x);
}

/** e^x - 1 - x without cancellation near 0: its Taylor series for |x| < 0.5, and the difference elsewhere. */
export function expm1mx(x: number): number {
  if (!(x > -0.5 && x < 0.5)) return Math.expm1(x) - x;
  let sum = 1 / 1307674368000;
  sum = sum * x + 1 / 87178291200;
  sum = sum * x + 1 / 6227020800;
  sum = sum * x + 1 / 479001600;
  sum = sum * x + 1 / 39916800;
  sum = sum * x + 1 / 3628800;
  sum = sum * x + 1 / 362880;
  sum = sum * x + 1 / 40320;
  sum = sum * x + 1 / 5040;
  sum = sum * x + 1 / 720;
  sum = sum * x + 1 / 120;
  sum = sum * x + 1 / 24;
  sum = sum * x + 1 / 6;
  sum = sum * x + 1 / 2;
  return sum * x * x;
}
