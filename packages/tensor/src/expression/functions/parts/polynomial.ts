import type { Scalar } from "../../scalar.js";

/** Σ c[k]·xᵏ by Horner's rule: from the highest power down, one multiply-add each. */
export function polynomial(x: Scalar, coefficients: readonly number[]): Scalar {
  let sum = x.like(coefficients.at(-1)!);
  for (let k = coefficients.length - 2; k >= 0; k--) sum = sum.multiplyAdd(x, coefficients[k]!);
  return sum;
}
