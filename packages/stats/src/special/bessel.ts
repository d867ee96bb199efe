import { chebyshev } from "./chebyshev.js";
import {
  logI0Large,
  logI0Middle,
  logI0Small,
  ratioLarge,
  ratioMiddle,
  ratioSmall,
  slopeLarge,
  slopeMiddle,
} from "./coefficients.js";

/** Which series holds at x: in x² up to 3, in 1/x beyond. */
function series(
  x: number,
  small: readonly number[],
  middle: readonly number[],
  large: readonly number[],
): number {
  if (x <= 3) return chebyshev(small, (2 * x * x) / 9 - 1);
  // 1/x on (1/10, 1/3) and on (0, 1/10), as (-1, 1).
  return x < 10 ? chebyshev(middle, (60 / x - 13) / 7) : chebyshev(large, 20 / x - 1);
}

/** log I₀(x) of the modified Bessel function I₀(x) = 1/π ∫₀^π e^(x cos t) dt (DLMF 10.32.1); even in x. */
export function logI0(x: number): number {
  x = Math.abs(x);
  return x <= 3 ? x * x * series(x, logI0Small, [], []) : x + logScaledI0(x);
}

/** log(e^-x I₀(x)) for x ≥ 0, which falls as -½ log(2πx). */
export function logScaledI0(x: number): number {
  if (x <= 3) return logI0(x) - x;
  return series(x, [], logI0Middle, logI0Large) - 0.5 * Math.log(2 * Math.PI * x);
}

/** A(x) = I₁(x)/I₀(x), the slope of log I₀ and the mean resultant length of von Mises; odd in x. */
export function besselRatio(x: number): number {
  if (x < 0) return -besselRatio(-x);
  return x <= 3 ? x * series(x, ratioSmall, [], []) : 1 - besselRatioComplement(x);
}

/** 1 - I₁(x)/I₀(x) for x ≥ 0, which falls as 1/(2x), with all its digits. */
export function besselRatioComplement(x: number): number {
  return x <= 3 ? 1 - besselRatio(x) : series(x, [], ratioMiddle, ratioLarge) / x;
}

/** A'(x) = 1 - A/x - A², which for large x falls as 1/(2x²), with all its digits; even in x. */
export function besselRatioDerivative(x: number): number {
  x = Math.abs(x);
  if (x > 3) return series(x, [], slopeMiddle, slopeLarge) / (x * x);
  const overX = series(x, ratioSmall, [], []);
  return 1 - overX - overX * overX * x * x;
}

/**
 * κ ≥ 0 with A(κ) = r for r in [0, 1): Best and Fisher's start (1981) and Halley's steps, for r near 1 on 1 - A.
 * @param complement 1 - r, for an r near 1 whose distance from 1 is known better than r itself
 */
export function besselRatioInverse(r: number, complement = 1 - r): number {
  if (!(r >= 0 && r <= 1)) return Number.NaN;
  if (complement <= 0) return Infinity;
  let x = bestFisher(r, complement);
  for (let step = 0; step < 4; step++) {
    const error = r < 0.7 ? besselRatio(x) - r : complement - besselRatioComplement(x);
    const slope = besselRatioDerivative(x);
    // A'' = A/x² - A'/x - 2AA', for small x -3x/8; for large x about -2A'/x.
    const ratio = besselRatio(x);
    const bend =
      x < 0.01 ? -0.375 * x : x > 20 ? (-2 * slope) / x : (ratio / x - slope) / x - 2 * ratio * slope;
    const newton = error / slope;
    const move = newton / (1 - (0.5 * newton * bend) / slope);
    x -= move;
    if (!(Math.abs(move) > 1e-6 * x)) break;
  }
  return x;
}

function bestFisher(r: number, complement: number): number {
  if (r < 0.53) return r * (2 + r * r * (1 + (r * r * 5) / 6));
  if (r < 0.85) return -0.4 + 1.39 * r + 0.43 / complement;
  // 1/(r³ - 4r² + 3r)
  return 1 / (r * complement * (2 + complement));
}
