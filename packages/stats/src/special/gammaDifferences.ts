import { log1pmx } from "./logarithms.js";
import { stirlingCoefficients, stirlingFrom } from "./stirling.js";

/**
 * log Γ(a+n) - log Γ(a) for a > 0 and a+n > 0, without the cancellation that the two logarithms suffer for huge a or
 * small n: Stirling's series (DLMF 5.11.1) subtracted term by term, after steps up to where it is exact.
 */
export function lgammaDifference(a: number, n: number): number {
  if (!(a > 0 && a + n > 0)) return Number.NaN;
  // Of the product of the factors 1 + n/a, what it is above 1.
  let product = 0;
  let steps = 0;
  for (; Math.min(a, a + n) < stirlingFrom; a++) {
    product += (n / a) * (1 + product);
    if (product < 1e100) continue;
    steps += Math.log1p(product);
    product = 0;
  }
  const ratio = n / a;
  const log = Math.log1p(ratio);
  const main = Math.abs(ratio) < 0.5 ? a * log1pmx(ratio) + n * log : (a + n) * log - n;
  return n * Math.log(a) + main - 0.5 * log + powerDifferences(a, n, 1, 0) - steps - Math.log1p(product);
}

/** ψ(a+n) - ψ(a), likewise: the derivative of lgammaDifference in a. */
export function digammaDifference(a: number, n: number): number {
  if (!(a > 0 && a + n > 0)) return Number.NaN;
  let steps = 0;
  for (; Math.min(a, a + n) < stirlingFrom; a++) steps += n / (a * (a + n));
  return Math.log1p(n / a) + (0.5 * n) / (a * (a + n)) + powerDifferences(a, n, 2, 1) + steps;
}

/** ψ'(a+n) - ψ'(a), likewise: the second derivative of lgammaDifference in a. */
export function trigammaDifference(a: number, n: number): number {
  if (!(a > 0 && a + n > 0)) return Number.NaN;
  let steps = 0;
  for (; Math.min(a, a + n) < stirlingFrom; a++) steps += inverseSquares(a, n);
  return -n / (a * (a + n)) + 0.5 * inverseSquares(a, n) + powerDifferences(a, n, 3, 2) + steps;
}

/** ψ(a+½) - ψ(a) - 1/(2a), which falls as 1/(8a²), with all its digits; a ≥ 9. */
export function digammaHalfStep(a: number): number {
  return log1pmx(0.5 / a) + 0.25 / (a * (a + 0.5)) + powerDifferences(a, 0.5, 2, 1);
}

/** ψ'(a+½) - ψ'(a) + 1/(2a²), which falls as -1/(4a³), likewise. */
export function trigammaHalfStep(a: number): number {
  return -0.25 / (a * (a + 0.5) * (a + 0.5)) + powerDifferences(a, 0.5, 3, 2);
}

/** 1/(a+n)² - 1/a² */
function inverseSquares(a: number, n: number): number {
  const r = 1 / (a + n);
  const s = 1 / a;
  return -n * r * s * (r + s);
}

/**
 * Σ_{k≥1} c_k (r^m - s^m), r = 1/(a+n), s = 1/a, m = 2k - 2 + power, c_k Stirling's coefficients or their
 * derivatives' of an order; r^m - s^m goes up by r^(m+2) - s^(m+2) = r² (r^m - s^m) + s^m (r² - s²).
 */
function powerDifferences(a: number, n: number, power: 1 | 2 | 3, order: 0 | 1 | 2): number {
  const r = 1 / (a + n);
  const s = 1 / a;
  const step = -n * r * s;
  const squares = step * (r + s);
  let power0 = power === 1 ? s : power === 2 ? s * s : s * s * s;
  let difference = power === 1 ? step : power === 2 ? squares : step * (r * r + r * s + s * s);
  let sum = 0;
  for (let k = 0; k < 10; k++) {
    const m = 2 * k + 1;
    const factor = order === 0 ? 1 : order === 1 ? -m : m * (m + 1);
    sum += stirlingCoefficients[k]! * factor * difference;
    difference = r * r * difference + power0 * squares;
    power0 *= s * s;
  }
  return sum;
}
