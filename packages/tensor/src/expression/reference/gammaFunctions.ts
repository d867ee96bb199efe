/** Bernoulli numbers B₂, B₄, … B₂₀, of the asymptotic series. */
const bernoulli = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
];

/** B₂ₖ / (2k)!, k = 1, 2, … */
const eulerMaclaurin = bernoulli.map((b, i) => b / factorial(2 * i + 2));

/** From here on ten terms of the asymptotic series are exact to float64. */
const asymptotic = 12;

/**
 * log|Γ(x)|: Stirling's series (Abramowitz & Stegun 6.1.41) after shifting x up, and the Taylor series about
 * the zeros at 1 and 2, where the difference of large terms would cancel. Infinity at the poles 0, -1, -2, …
 */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (Math.abs(x) === Infinity) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    // Γ(x)Γ(1-x) = π / sin πx
    return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  }
  if (Math.abs(x - 1) < 0.3) return lgammaOnePlus(x - 1);
  if (Math.abs(x - 2) < 0.3) return Math.log1p(x - 2) + lgammaOnePlus(x - 2);
  let product = 1;
  let shifted = x;
  while (shifted < asymptotic) product *= shifted++;
  const logGamma =
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + stirling(shifted);
  return x < asymptotic ? logGamma - Math.log(product) : logGamma;
}

/** B₂ₖ / (2k(2k-1)), k = 1, 2, … */
const stirlingTerms = bernoulli.map((b, i) => b / ((2 * i + 2) * (2 * i + 1)));

/** Σ B₂ₖ / (2k(2k-1) x^(2k-1)) */
function stirling(x: number): number {
  const inverse = 1 / (x * x);
  let sum = 0;
  for (let k = stirlingTerms.length - 1; k >= 0; k--) sum = sum * inverse + stirlingTerms[k]!;
  return sum / x;
}

/** (-1)^k (ζ(k)-1)/k, k = 2, 3, … */
const lgammaTerms = Float64Array.from(
  { length: 58 },
  (_, i) => ((i % 2 === 0 ? 1 : -1) * hurwitz(i + 2, 2)) / (i + 2),
);

/**
 * log Γ(1+z), with all its digits about the zero at z = 0, for -1 < z ≤ 1:
 * -log(1+z) + z(1-γ) + Σ_{k≥2} (-1)^k (ζ(k)-1) z^k/k (Abramowitz & Stegun 6.1.33).
 */
export function lgammaOnePlus(z: number): number {
  const gamma = 0.5772156649015329;
  // The terms fall as (z/2)^k.
  const size = Math.abs(z);
  let sum = 0;
  for (let k = size < 0.1 ? 12 : size < 0.3 ? 20 : size < 0.55 ? 30 : 57; k >= 0; k--)
    sum = lgammaTerms[k]! + sum * z;
  return -Math.log1p(z) + z * (1 - gamma) + sum * z * z;
}

/** The Hurwitz zeta function Σ_{n≥0} (a+n)^-s for whole s > 1 and a > 0, by Euler and Maclaurin's formula. */
function hurwitz(s: number, a: number): number {
  // The steps up to where the formula is exact to float64, and the last of them.
  const steps = Math.max(0, Math.ceil(asymptotic + s - a));
  const x = a + steps;
  const power = 1 / wholePower(x, s);
  const inverse = 1 / (x * x);
  let rising = (s * power) / x;
  // The tail first: small terms before large ones.
  let sum = (power * x) / (s - 1) + 0.5 * power;
  for (let k = 0; k < eulerMaclaurin.length; k++) {
    sum += eulerMaclaurin[k]! * rising;
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2) * inverse;
  }
  for (let n = steps - 1; n >= 0; n--) sum += 1 / wholePower(a + n, s);
  return sum;
}

/** x^n by squaring. */
function wholePower(x: number, n: number): number {
  if (n === 2) return x * x;
  let product = 1;
  for (; n > 0; n >>= 1) {
    if (n & 1) product *= x;
    x *= x;
  }
  return product;
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** The positive zero of ψ, in two parts, so that the Taylor series about it keeps relative precision. */
const zero = 1.4616321449683622;
const zeroRest = 9.549995429965697e-17;

/** B₂ₖ / (2k), k = 1, 2, … */
const digammaSeries = bernoulli.map((b, i) => b / (2 * i + 2));

/** ψ(x) = d log Γ(x)/dx. NaN at the poles 0, -1, -2, … */
export function digamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x) || x === -Infinity) return Number.NaN;
    // ψ(1-x) - ψ(x) = π cot πx
    return digamma(1 - x) - Math.PI / tanPi(x);
  }
  if (x === Infinity) return Infinity;
  const distance = x - zero - zeroRest;
  if (Math.abs(distance) < 0.2) return digammaNearZero(distance);
  let sum = 0;
  let shifted = x;
  while (shifted < asymptotic) sum += 1 / shifted++;
  const inverse = 1 / (shifted * shifted);
  let series = 0;
  for (let k = digammaSeries.length - 1; k >= 0; k--) series = (series + digammaSeries[k]!) * inverse;
  return Math.log(shifted) - 0.5 / shifted - series - sum;
}

/** (-1)^(k+1) ζ(k+1, x₀), k = 1, 2, … 30. */
const digammaTerms = Float64Array.from(
  { length: 30 },
  (_, i) => (i % 2 === 0 ? 1 : -1) * hurwitz(i + 2, zero),
);

/** Σ_{k≥1} (-1)^(k+1) ζ(k+1, x₀) dᵏ */
function digammaNearZero(distance: number): number {
  let sum = 0;
  for (let k = digammaTerms.length - 1; k >= 0; k--) sum = (sum + digammaTerms[k]!) * distance;
  return sum;
}

/** ψ⁽ⁿ⁾(x), the n-th derivative of ψ; n a whole number, 0 for ψ itself. ψ⁽ⁿ⁾(x) = (-1)^(n+1) n! ζ(n+1, x). */
export function polygamma(order: number, x: number): number {
  if (!(order >= 0) || !Number.isInteger(order)) return Number.NaN;
  if (order === 0) return digamma(x);
  if (Number.isNaN(x)) return Number.NaN;
  const sign = order % 2 === 1 ? 1 : -1;
  if (x === Infinity) return sign * 0;
  if (x <= 0) {
    if (Number.isInteger(x) || x === -Infinity)
      return order % 2 === 1 && x !== -Infinity ? Infinity : Number.NaN;
    // ψ⁽ⁿ⁾(x) = ψ⁽ⁿ⁾(x+1) - (-1)ⁿ n! x^-(n+1): up to the positive axis, or by reflection from far below.
    let sum = 0;
    let shifted = x;
    while (shifted < 0) sum += (shifted++) ** -(order + 1);
    return polygamma(order, shifted) + sign * factorial(order) * sum;
  }
  return sign * factorial(order) * hurwitz(order + 1, x);
}

/** sin πx, exact at whole and half numbers. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  if (Math.abs(r) <= 0.25) return Math.sin(Math.PI * r);
  if (Math.abs(r) <= 0.75) return Math.sign(r) * Math.cos(Math.PI * (Math.abs(r) - 0.5));
  return Math.sign(r) * Math.sin(Math.PI * (1 - Math.abs(r)));
}

/** tan πx, infinite at half numbers. */
function tanPi(x: number): number {
  const r = x - Math.round(x);
  if (Math.abs(r) === 0.5) return Infinity;
  return Math.abs(r) <= 0.25 ? Math.tan(Math.PI * r) : Math.sign(r) / Math.tan(Math.PI * (0.5 - Math.abs(r)));
}
