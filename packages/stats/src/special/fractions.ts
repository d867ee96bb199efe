/**
 * x^a e^-x/Γ(a, x) = x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - …)) (Legendre's continued fraction, DLMF 8.9.2 contracted),
 * for x ≥ a and x ≥ 3, by the recurrence of its numerators and denominators.
 */
export function upperGammaFraction(a: number, x: number): number {
  let [aBefore, bBefore, aNow, bNow] = [1, 0, x + 1 - a, 1];
  let value = aNow;
  for (let n = 1; n < 500; n++) {
    const factor = n * (a - n);
    const term = x + 2 * n + 1 - a;
    const a2 = term * aNow + factor * aBefore;
    const b2 = term * bNow + factor * bBefore;
    [aBefore, bBefore, aNow, bNow] = [aNow, bNow, a2, b2];
    if (n & 3) continue;
    const inverse = 1 / bNow;
    const before = value;
    value = aNow * inverse;
    if (Math.abs(value - before) < 1e-16 * value) break;
    [aBefore, bBefore, aNow, bNow] = [aBefore * inverse, bBefore * inverse, value, 1];
  }
  return value;
}

/**
 * x^a y^b/(a B(a, b) I_x(a, b)) = 1 + d₁/(1 + d₂/(1 + …)) (DLMF 8.17.22), d₂ₘ = m(b-m)x/((a+2m-1)(a+2m)),
 * d₂ₘ₊₁ = -(a+m)(a+b+m)x/((a+2m)(a+2m+1)), for x below the mean, likewise.
 */
export function betaFraction(a: number, b: number, x: number): number {
  let [aBefore, bBefore, aNow, bNow] = [1, 0, 1, 1];
  let value = 1;
  for (let m = 0; m < 250; m++) {
    const n = a + 2 * m;
    const odd = (-(a + m) * (a + b + m) * x) / (n * (n + 1));
    aBefore = aNow + odd * aBefore;
    bBefore = bNow + odd * bBefore;
    const even = ((m + 1) * (b - m - 1) * x) / ((n + 1) * (n + 2));
    aNow = aBefore + even * aNow;
    bNow = bBefore + even * bNow;
    if (m & 1) continue;
    const before = value;
    value = aNow / bNow;
    if (Math.abs(value - before) < 1e-16 * value) break;
  }
  return value;
}
