import { betaIInverse, logBetaI } from "./beta.js";
import { log1mexp } from "./logarithms.js";
import { logBeta } from "./logBeta.js";
import { logNormalCdf, normalQuantile } from "./normal.js";
import { studentTailByDegrees } from "./studentTDerivatives.js";

/**
 * log F(t) of Student's t distribution: F(-t) = ½ I_x(ν/2, ½), x = ν/(ν+t²), for t > 0 (DLMF 8.17.20's relation with
 * the beta function); the log of the upper tail is that of F(-t).
 * @param df ν > 0, ∞ for the normal distribution; NaN otherwise
 */
export function logStudentTCdf(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  if (df === Infinity) return logNormalCdf(t);
  const tail = logTail(Math.abs(t), df);
  return t > 0 ? log1mexp(tail) : tail;
}

/** ∂ log F(t)/∂ν (order 1) or ∂² log F(t)/∂ν² (order 2), 0 for ν = ∞. */
export function logStudentTCdfByDegrees(t: number, df: number, order: 1 | 2): number {
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  // From 1e100 on they are below 1e-200.
  if (df > 1e100 || t === 0 || t === Infinity) return 0;
  const log = logTail(Math.abs(t), df);
  const { first, second, curvature } = studentTailByDegrees(Math.abs(t), df, log);
  if (t < 0) return order === 1 ? first : second;
  // With the other tail 1 - T: -T'/(1-T), and once more; T''/T is the curvature.
  const odds = Math.exp(log) / Math.expm1(log);
  return order === 1 ? odds * first : odds * curvature - (odds * first) ** 2;
}

/** log F(-t) for t ≥ 0. */
function logTail(t: number, df: number): number {
  const ratio = t / Math.sqrt(df);
  // I ≈ x^a/(a B(a, ½)), also where x is below float64's range.
  if (ratio > 1e9) return -df * Math.log(ratio) - Math.log(df) - logBeta(df / 2, 0.5);
  const square = ratio * ratio;
  return Math.log(0.5) + logBetaI(df / 2, 0.5, 1 / (1 + square), square / (1 + square));
}

/** t with F(t) = p, of p and q = 1 - p the smaller counts; exact about the median where q - p is. */
export function studentTQuantile(p: number, q: number, df: number): number {
  if (!(df > 0 && p >= 0 && p <= 1 && q >= 0 && q <= 1)) return Number.NaN;
  if (df === Infinity) return normalQuantile(p, q);
  if (p > q) return -studentTQuantile(q, p, df);
  if (p === 0) return -Infinity;
  const { x, y } = betaIInverse(df / 2, 0.5, 2 * p, q - p);
  if (x > 1e-18) return -Math.sqrt(df) * Math.sqrt(y / x);
  const logRatio = -(Math.log(p) + Math.log(df) + logBeta(df / 2, 0.5)) / df;
  return -Math.sqrt(df) * Math.exp(logRatio);
}
