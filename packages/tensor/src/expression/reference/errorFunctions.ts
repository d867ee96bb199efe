/**
 * erf(x) = 2/√π ∫₀ˣ e^(-t²) dt: its Taylor-like series 2/√π e^(-x²) Σ 2ⁿ x^(2n+1)/(2n+1)!!, all of whose terms
 * have one sign (Abramowitz & Stegun 7.1.6), up to 2, and 1 - erfc beyond.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const z = Math.abs(x);
  if (z > 2) return Math.sign(x) * (1 - erfc(z));
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return x === 0 ? x : (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 - erf(x), by Lentz's evaluation of the continued fraction (Abramowitz & Stegun 7.1.14) for x > 1. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0.5) return 1 - erf(x);
  if (x > 28) return 0;
  if (x < 2) return erfcBetween(x);
  // √π e^(x²) erfc(x) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...))))
  let fraction = 0;
  for (let k = 120; k >= 1; k--) fraction = k / 2 / (x + fraction);
  return expMinusSquare(x) / (Math.sqrt(Math.PI) * (x + fraction));
}

/** e^(-x²), with x² in two parts: its rounding error would be multiplied by x². */
function expMinusSquare(x: number): number {
  const high = Math.round(x * 4096) / 4096;
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

/**
 * erfc on [0.5, 2], where 1 - erf loses digits and the fraction is slow: the trapezoidal rule on
 * erfc(x) = (2/π) e^(-x²) ∫₀^∞ e^(-x²t²)/(1+t²) dt, with the pole's correction (Chiarella & Reichel 1968).
 */
function erfcBetween(x: number): number {
  const h = 0.5;
  let sum = 1 / (x * x) / 2;
  for (let n = 1; n <= 14; n++) {
    const t = n * h;
    sum += Math.exp(-t * t) / (t * t + x * x);
  }
  const trapezoid = ((2 * h * x) / Math.PI) * expMinusSquare(x) * sum;
  return trapezoid - 2 / Math.expm1((2 * Math.PI * x) / h);
}

/** φ(x) = e^(-x²/2)/√(2π) */
export function normalPdf(x: number): number {
  if (Number.isNaN(x)) return x;
  return Math.abs(x) > 40 ? 0 : expMinusHalfSquare(x) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) = erfc(-x/√2)/2, with what rounding x/√2 leaves out: the left tail would multiply it by x². */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 40) return x < 0 ? 0 : 1;
  const [high, root] = [Math.fround(x), Math.fround(Math.SQRT1_2)];
  // √½ to twice the digits: its first part times that of x is exact.
  const first = -high * root;
  const second = high * (root - Math.SQRT1_2 + 4.833646656726457e-17) - (x - high) * Math.SQRT1_2;
  const z = first + second;
  const rest = first - z + second;
  return erfc(z) / 2 - (rest * Math.exp(-z * z)) / Math.sqrt(Math.PI);
}

/** e^(-x²/2), like `expMinusSquare`. */
function expMinusHalfSquare(x: number): number {
  const high = Math.round(x * 4096) / 4096;
  return Math.exp((-high * high) / 2) * Math.exp((-(x - high) * (x + high)) / 2);
}

/** The quantile z of the standard normal distribution, Φ(z) = p, by Halley's steps on erfc from a rough start. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (Math.abs(p - 0.5) < 0.2) return centralQuantile(2 * p - 1);
  if (p > 0.5) return -lowerQuantile(1 - p);
  return lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  // Abramowitz & Stegun 26.2.22, off by 3e-3 at most.
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t));
  for (let step = 0; step < 4; step++) {
    // In logs, so that the steps work in the far tail too: f = log Φ(z) - log p, f' = φ/Φ.
    const cdf = 0.5 * erfc(-z / Math.SQRT2);
    const error = Math.log(cdf / p);
    const hazard = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / cdf;
    z -= error / hazard / (1 - (error * (-z - hazard)) / hazard / 2);
  }
  return z;
}

/** z with erf(z/√2) = q, by Newton's steps from z = q·√(π/2): near the median log Φ would cancel. */
function centralQuantile(q: number): number {
  let z = q * Math.sqrt(Math.PI / 2);
  for (let step = 0; step < 5; step++) {
    const slope = Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z);
    z -= (erf(z / Math.SQRT2) - q) / slope;
  }
  return z;
}
