import { log1pmx } from "./logarithms.js";
import { logBeta } from "./logBeta.js";
import { stirlingFrom, stirlingRest } from "./stirling.js";

/** A point and its tail's parameters, as the methods take them. */
export interface BetaPoint {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly y: number;
  /** a - (a+b) x = a y - b x, with all its digits. */
  readonly distance: number;
}

/**
 * log(x^a y^b/B(a, b)), the density of log(x/y). For two large parameters about the mean, where it is
 *   a log(x (a+b)/a) + b log(y (a+b)/b) + ½ log(ab/(2π(a+b))) - (Stirling's rests),
 * and the first two, with -distance/a and distance/b as what the arguments are above 1, lose nothing.
 */
export function logBetaFactor({ a, b, x, y, distance }: BetaPoint): number {
  if (Math.min(a, b) < stirlingFrom) return a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b);
  const rests = stirlingRest(a) + stirlingRest(b) - stirlingRest(a + b);
  const scale = 0.5 * Math.log((a / (2 * Math.PI)) * (b / (a + b)));
  return (
    a * logFall(-distance / a, x, a / (a + b)) + b * logFall(distance / b, y, b / (a + b)) + scale - rests
  );
}

/** log(1+r) - r, with 1+r = x/mean for where r has lost its digits. */
function logFall(r: number, x: number, mean: number): number {
  return r < -0.4 ? Math.log(x / mean) - r : log1pmx(r);
}

/** log x, where y = 1 - x is the more exact of the two if it is the smaller. */
export function logOf(x: number, y: number): number {
  return y < 0.5 ? Math.log1p(-y) : Math.log(x);
}
