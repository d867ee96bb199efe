/**
 * Independent float64 definitions of the special functions, for the oracles: series, continued fractions and
 * asymptotic expansions straight from Abramowitz & Stegun, chosen for being plain, not fast.
 */

/** A&S 7.1.6: erf x = 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (1·3·...·(2n+1)); all terms of one sign. */
export function erfOracle(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 2.5) return x > 0 ? 1 - erfcOracle(x) : erfcOracle(-x) - 1;
  let term = x;
  let total = x;
  for (let n = 1; n < 100; n++) total += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** A&S 7.1.14, a continued fraction, from x = 1 on. */
export function erfcOracle(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 1) return x < -2.5 ? 2 - erfcOracle(-x) : 1 - erfOracle(x);
  let tail = x;
  for (let n = 500; n >= 1; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/** Root of an increasing function by bisection. */
function bisect(f: (y: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function erfinvOracle(x: number): number {
  if (!(Math.abs(x) <= 1)) return Number.NaN;
  if (Math.abs(x) === 1) return x * Number.POSITIVE_INFINITY;
  if (x === 0) return x;
  const size = Math.abs(x);
  const y =
    size < 0.7 ? bisect((t) => erfOracle(t) - size, 0, 1) : bisect((t) => 1 - size - erfcOracle(t), 0, 7);
  return Math.sign(x) * y;
}

export function normalQuantileOracle(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (Math.abs(p - 0.5) < 0.35) return Math.SQRT2 * erfinvOracle(2 * (p - 0.5));
  const tail = Math.min(p, 1 - p);
  const y = bisect((t) => tail - erfcOracle(t / Math.SQRT2) / 2, 0, 40);
  return p < 0.5 ? -y : y;
}

// Bernoulli numbers B₂, B₄, ..., B₁₆.
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** A&S 6.1.40 (Stirling) after shifting x above 12 by Γ(x+1) = xΓ(x); 6.1.17 for negative x. */
export function lgammaOracle(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x < 0) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgammaOracle(1 - x);
  let product = 1;
  for (; x < 12; x++) product *= x;
  let total = (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2;
  bernoulli.forEach((b, i) => {
    total += b / ((2 * i + 2) * (2 * i + 1) * x ** (2 * i + 1));
  });
  return total - Math.log(product);
}

/** A&S 6.3.18 after shifting by ψ(x+1) = ψ(x) + 1/x. For x > 0. */
export function digammaOracle(x: number): number {
  let total = 0;
  for (; x < 12; x++) total -= 1 / x;
  total += Math.log(x) - 1 / (2 * x);
  bernoulli.forEach((b, i) => {
    total -= b / ((2 * i + 2) * x ** (2 * i + 2));
  });
  return total;
}

/** A&S 6.4.11 after shifting by ψ⁽ⁿ⁾(x+1) = ψ⁽ⁿ⁾(x) + (-1)ⁿ n! x^(-n-1). For x > 0, n > 0. */
export function polygammaOracle(n: number, x: number): number {
  const factorial = (m: number): number => (m <= 1 ? 1 : m * factorial(m - 1));
  let total = 0;
  for (; x < 16; x++) total += factorial(n) / x ** (n + 1);
  total += factorial(n - 1) / x ** n + factorial(n) / (2 * x ** (n + 1));
  bernoulli.forEach((b, i) => {
    const k = 2 * i + 2;
    total += (b * factorial(k + n - 1)) / (factorial(k) * x ** (k + n));
  });
  return n % 2 === 0 ? -total : total;
}
