import { logBetaFactor } from "./betaFactor.js";

/** log of the density of the F distribution at x ≥ 0: x·f(x) is uᵃvᵇ/B(a, b), u = ax/(ax+b), v = b/(ax+b). */
export function logF(x: number, numerator: number, denominator: number): number {
  const [a, b] = [numerator / 2, denominator / 2];
  if (x === 0) return a === 1 ? 0 : a < 1 ? Infinity : -Infinity;
  const total = a * x + b;
  const distance = (a / total) * b * (1 - x);
  return logBetaFactor({ a, b, x: (a * x) / total, y: b / total, distance }) - Math.log(x);
}
