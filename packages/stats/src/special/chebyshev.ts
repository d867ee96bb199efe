/** Σ c_k T_k(t) by Clenshaw's recurrence (DLMF 3.11(ii)), |t| ≤ 1. */
export function chebyshev(coefficients: readonly number[], t: number): number {
  const twice = 2 * t;
  let next = 0;
  let sum = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const value = coefficients[k]! + twice * sum - next;
    next = sum;
    sum = value;
  }
  return coefficients[0]! + t * sum - next;
}
