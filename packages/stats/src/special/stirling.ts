import { digamma, lgamma } from "@mebae/tensor/scalar";

/** B₂ₖ/(2k(2k-1)) for k = 1, 2, …, 10, B₂ₖ the Bernoulli numbers: the coefficients of Stirling's series. */
export const stirlingCoefficients = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -174611 / 125400,
];

/** From here on ten terms of Stirling's series are exact to float64. */
export const stirlingFrom = 9;

/** Σ_{k≥1} B₂ₖ/(2k(2k-1) x^(2k-1)), for x ≥ stirlingFrom. */
function stirlingSeries(x: number): number {
  const s = 1 / (x * x);
  let sum = 0;
  for (let k = 9; k >= 0; k--) sum = sum * s + stirlingCoefficients[k]!;
  return sum / x;
}

/**
 * log Γ(x) - ((x - ½) log x - x + ½ log 2π), which falls as 1/(12x) (DLMF 5.11.1), for x > 0. Below 9 by steps
 * up: the rest at x less that at x+1 is (x+½) log(1+1/x) - 1 = Σ_{k≥1} r^(2k)/(2k+1) with r = 1/(2x+1).
 */
export function stirlingRest(x: number): number {
  if (x >= stirlingFrom) return stirlingSeries(x);
  if (x < 0.5) return lgamma(x) - ((x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI));
  let shifted = x;
  let sum = 0;
  while (shifted < stirlingFrom) sum += stirlingStep(shifted++);
  return sum + stirlingSeries(shifted);
}

function stirlingStep(x: number): number {
  const r = 1 / (2 * x + 1);
  const s = r * r;
  // r² ≤ 1/4, and each step up makes it smaller.
  let sum = 0;
  for (let k = x < 2 ? 26 : 12; k >= 1; k--) sum = (sum + 1 / (2 * k + 1)) * s;
  return sum;
}

/** log x - ψ(x), which falls as 1/(2x) (DLMF 5.11.2), without cancellation for large x; x > 0. */
export function logMinusDigamma(x: number): number {
  if (x < stirlingFrom) return Math.log(x) - digamma(x);
  const s = 1 / (x * x);
  let sum = 0;
  for (let k = 9; k >= 0; k--) sum = (sum + stirlingCoefficients[k]! * (2 * k + 1)) * s;
  return 0.5 / x + sum;
}
