import { chebyshev } from "./chebyshev.js";
import { centralQuantileSeries, erfcxSeries } from "./coefficients.js";

const logRoot2Pi = 0.5 * Math.log(2 * Math.PI);

/**
 * e^(x²) erfc(x). For x ≥ 0 the Chebyshev series of (1+2x) e^(x²) erfc(x) in (x-4)/(x+4) (the idea of Shepherd &
 * Laframboise 1981); for x < 0 by 2e^(x²) - erfcx(-x), ∞ from about -26.7 on.
 */
export function erfcx(x: number): number {
  if (x < 0) return 2 * expSquare(x) - erfcx(-x);
  if (x > 1e8) return 1 / (Math.sqrt(Math.PI) * x);
  return chebyshev(erfcxSeries, (x - 4) / (x + 4)) / (1 + 2 * x);
}

/** e^(x²), with x² in two parts: its rounding error would be multiplied by x². */
function expSquare(x: number): number {
  if (Math.abs(x) > 27) return Infinity;
  const high = Math.round(x * 4096) / 4096;
  return Math.exp(high * high) * Math.exp((x - high) * (x + high));
}

/** e^(-z²/2), in two parts likewise. */
function expMinusHalfSquare(z: number): number {
  if (Math.abs(z) > 39) return 0;
  const high = Math.round(z * 4096) / 4096;
  return Math.exp(-0.5 * high * high) * Math.exp(-0.5 * (z - high) * (z + high));
}

/** log Φ(z), Φ the standard normal cdf, for every z: log(1 - Φ(z)) is that of -z. */
export function logNormalCdf(z: number): number {
  if (z < 0) return -0.5 * z * z + Math.log(0.5 * erfcx(-z * Math.SQRT1_2));
  return Math.log1p(-0.5 * erfcx(z * Math.SQRT1_2) * expMinusHalfSquare(z));
}

/** φ(z)/Φ(z), the slope of log Φ, without cancellation or underflow on either side. */
export function inverseMillsRatio(z: number): number {
  if (z <= 0) return Math.sqrt(2 / Math.PI) / erfcx(-z * Math.SQRT1_2);
  const density = expMinusHalfSquare(z);
  return density / (Math.sqrt(2 * Math.PI) * (1 - 0.5 * erfcx(z * Math.SQRT1_2) * density));
}

/**
 * z with Φ(z) = p. In the middle by the Chebyshev series of z/q in q², q = 2p - 1; in the tails from log p.
 * @param complement 1 - p, for a p near 1 whose distance from 1 is known better than p itself
 */
export function normalQuantile(p: number, complement = 1 - p): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = 2 * (p < 0.5 ? p - 0.5 : 0.5 - complement);
  if (q * q < 0.7396) return q * chebyshev(centralQuantileSeries, (2 * q * q) / 0.7396 - 1);
  return p < 0.5 ? tailQuantile(Math.log(p)) : -tailQuantile(Math.log(complement));
}

/** z with log Φ(z) = logP ≤ 0, however far out. */
export function normalQuantileOfLog(logP: number): number {
  if (!(logP <= 0)) return Number.NaN;
  if (logP < -2.66) return tailQuantile(logP);
  return normalQuantile(Math.exp(logP), -Math.expm1(logP));
}

/** From Abramowitz & Stegun 26.2.22, off by 3e-3 at most, or from the leading terms; then two of Halley's steps. */
function tailQuantile(logP: number): number {
  if (logP === -Infinity) return -Infinity;
  const t = Math.sqrt(-2 * logP);
  let z = (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t) - t;
  if (t > 8) z = -Math.sqrt(t * t - 2 * Math.log(-z) - 2 * logRoot2Pi);
  for (let step = 0; step < 2; step++) {
    // f = log Φ(z) - logP, f' = h, the inverse Mills ratio, and f'' = -h(z + h).
    const hazard = Math.sqrt(2 / Math.PI) / erfcx(-z * Math.SQRT1_2);
    const error = -0.5 * z * z - Math.log(hazard) - logRoot2Pi - logP;
    const newton = error / hazard;
    z -= newton / (1 + 0.5 * newton * (z + hazard));
  }
  return z;
}
