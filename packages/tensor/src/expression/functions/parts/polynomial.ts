import type { Scalar } from "../../scalar.js";

/**
 * Σ c[k]·xᵏ: neighbours in pairs c[k] + c[k+1]·x, and Horner's rule over the pairs by x². That is as many
 * multiply-adds as Horner's rule alone in a chain half as long, which is what elements wait for.
 */
export function polynomial(x: Scalar, coefficients: readonly number[]): Scalar {
  const pairs: Scalar[] = [];
  for (let k = 0; k < coefficients.length; k += 2) {
    const first = x.like(coefficients[k]!);
    pairs.push(k + 1 < coefficients.length ? x.multiplyAdd(coefficients[k + 1]!, first) : first);
  }
  const square = x.mul(x);
  return pairs.reduceRight((sum, pair) => sum.multiplyAdd(square, pair));
}
