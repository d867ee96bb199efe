import type { Distribution } from "../distribution.js";

/**
 * Whether E|X|^order is finite: an unbounded tail must fall faster than |x|^-order, of which its slope in logarithms between the
 * probabilities 1e-100 and 1e-200 tells (α of P(|X| > x) ~ x^-α).
 */
export function momentExists(d: Distribution, order: number): boolean {
  const [low, high] = d.support;
  return (
    (low > -Infinity || slope(d.quantile(1e-100), d.quantile(1e-200)) > order) &&
    (high < Infinity || slope(d.upperQuantile(1e-100), d.upperQuantile(1e-200)) > order)
  );
}

function slope(near: number, far: number): number {
  // A hair less: of α = order itself the moment is infinite.
  return ((1 - 1e-9) * 100 * Math.LN10) / Math.log(far / near);
}
