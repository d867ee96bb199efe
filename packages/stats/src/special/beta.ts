import { type BetaPoint, logBetaFactor } from "./betaFactor.js";
import { betaTail } from "./betaTail.js";
import { gammaPInverseOfLogs } from "./gamma.js";
import { log1mexp } from "./logarithms.js";
import { logBeta } from "./logBeta.js";
import { normalQuantileOfLog } from "./normal.js";

/**
 * log I_x(a, b) of the regularized incomplete beta function I_x(a, b) = ∫₀ˣ t^(a-1) (1-t)^(b-1) dt / B(a, b) (DLMF
 * 8.17.2). Its complement is log I_y(b, a) = logBetaI(b, a, y, x).
 * @param a, b the shapes, > 0; NaN otherwise
 * @param y 1 - x, given separately so that an x near 1 keeps its digits
 */
export function logBetaI(a: number, b: number, x: number, y: number): number {
  if (!(a > 0 && b > 0 && a + b < Infinity) || Number.isNaN(x + y)) return Number.NaN;
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  const { tail, mirrored } = betaTail(a, b, x, y, false);
  return mirrored ? log1mexp(tail.log) : tail.log;
}

/**
 * x with I_x(a, b) = p, and y = 1 - x, each with all its digits; q = 1 - p, and of p and q the smaller counts.
 * NaN unless a, b > 0 and p, q lie in [0, 1].
 */
export function betaIInverse(a: number, b: number, p: number, q: number): { x: number; y: number } {
  if (!(a > 0 && b > 0 && a + b < Infinity && p >= 0 && p <= 1 && q >= 0 && q <= 1))
    return { x: Number.NaN, y: Number.NaN };
  if (p <= q) return lowerInverse(a, b, Math.log(p));
  const { x, y } = lowerInverse(b, a, Math.log(q));
  return { x: y, y: x };
}

/**
 * From log p ≤ -log 2. log I is concave in u = log(x/y) (the density of u is log-concave), so that Newton's step
 * from anywhere lands below the root and goes up to it from there; Halley's correction makes the approach cubic.
 */
function lowerInverse(a: number, b: number, target: number): { x: number; y: number } {
  if (target === -Infinity) return { x: 0, y: 1 };
  let logOdds = start(a, b, target);
  // Where y is below float64's range, by the smallest odds that say so.
  let odds = Math.exp(Math.min(logOdds, 700));
  if (odds < 1e-290) return { x: odds, y: 1 };
  for (let step = 0; step < 60; step++) {
    const point: BetaPoint = {
      a,
      b,
      x: odds / (1 + odds),
      y: 1 / (1 + odds),
      distance: (a - b * odds) / (1 + odds),
    };
    const value = logBetaI(a, b, point.x, point.y);
    const slope = Math.exp(logBetaFactor(point) - value);
    const newton = (target - value) / slope;
    const bend = 0.5 * newton * (point.distance - slope);
    const move = Math.abs(bend) < 0.3 ? newton / (1 + bend) : newton;
    if (!Number.isFinite(move)) break;
    logOdds += move;
    // By factors, which keep the digits that a logarithm would lose.
    odds = Math.abs(move) < 1 ? odds * Math.exp(move) : Math.exp(Math.max(-740, Math.min(700, logOdds)));
    if (Math.abs(move) < 1e-9) break;
  }
  return { x: odds / (1 + odds), y: 1 / (1 + odds) };
}

/** log(x/y): from the normal quantile (Abramowitz & Stegun 26.5.22) or from I ≈ (x/y)^a/(a B), which is above I. */
function start(a: number, b: number, target: number): number {
  const asymptote = (target + Math.log(a) + logBeta(a, b)) / a;
  // For a ≫ b, a y is nearly gamma distributed.
  if (a > 5 && b < 1)
    return -Math.log(Math.expm1(gammaPInverseOfLogs(b, log1mexp(target), target) / (a + (b - 1) / 2)));
  if (a < 1 || b < 1) return asymptote;
  const z = -normalQuantileOfLog(target);
  const [f, g] = [1 / (2 * a - 1), 1 / (2 * b - 1)];
  const h = 2 / (f + g);
  const lambda = (z * z - 3) / 6;
  if (h + lambda <= 0) return asymptote;
  const w = (z * Math.sqrt(h + lambda)) / h - (g - f) * (lambda + 5 / 6 - 2 / (3 * h));
  const normal = Math.log(a) - Math.log(b) - 2 * w;
  return Number.isFinite(normal) ? Math.max(asymptote, normal) : asymptote;
}
