import { normalQuantile } from "@mebae/tensor/scalar";

/**
 * Set on the development curves of benchmarks/learningCurves.py so that 95 % of the scores that came at about 2, 5 and 10 times
 * the data are inside (benchmarks/LEARNING-CURVES.md); the curves that judge it there took no part.
 * `off`: how far laws that agree with each other are off all the same, on the scale of z.
 */
const calibration = { off: 0.05, scale: 0.78 };

/** How many τ reach from the prediction to the interval's ends: the normal quantile, scaled. */
export function intervalFactor(level: number): number {
  return calibration.scale * normalQuantile((1 + level) / 2);
}

/** τ = √(deviation² + off²) on the scale of z. */
export function spreadOf(deviation: number): number {
  return Math.hypot(deviation, calibration.off);
}
