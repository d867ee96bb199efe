/**
 * The n-th derivative of g(u) = log(1+u)/u, g(0) = 1, for u > -1. Near 0 by its series,
 *   g⁽ⁿ⁾(u) = Σ_{j≥n} (-1)^j j!/((j-n)!(j+1))·u^(j-n),
 * elsewhere by the derivatives of u·g = log(1+u): u·g⁽ⁿ⁾ + n·g⁽ⁿ⁻¹⁾ = (-1)^(n-1) (n-1)!/(1+u)ⁿ.
 */
export function log1pOver(u: number, order = 0): number {
  if (Math.abs(u) < 0.25) return series(u, order);
  let value = Math.log1p(u) / u;
  let factorial = 1;
  for (let n = 1; n <= order; n++) {
    if (n > 1) factorial *= n - 1;
    const outer = ((n % 2 ? 1 : -1) * factorial) / (1 + u) ** n;
    value = (outer - n * value) / u;
  }
  return value;
}

function series(u: number, order: number): number {
  // j!/(j-n)! of the last term; on the way down it shrinks by (j-n)/j.
  const last = order + (Math.abs(u) < 0.01 ? 9 : 34);
  let falling = 1;
  for (let i = 0; i < order; i++) falling *= last - i;
  let sum = 0;
  for (let j = last; j >= order; j--) {
    sum = sum * u + ((j % 2 ? -1 : 1) * falling) / (j + 1);
    falling *= (j - order) / j;
  }
  return sum;
}
