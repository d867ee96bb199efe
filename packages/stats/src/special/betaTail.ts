import { type BetaTail, valueOnly } from "./betaAssembly.js";
import { type BetaPoint, logBetaFactor } from "./betaFactor.js";
import { betaIntegral } from "./betaIntegral.js";
import { betaSeries, smallShapeSeries } from "./betaSeries.js";
import { betaFraction } from "./fractions.js";

/**
 * The tail that is computed without loss at x: I_x(a, b), or its complement I_y(b, a) if mirrored, whose derivatives
 * are then in the order of its own parameters. a, b > 0, 0 < x < 1.
 */
export function betaTail(
  a: number,
  b: number,
  x: number,
  y: number,
  derivatives: boolean,
): { tail: BetaTail; mirrored: boolean } {
  const distance = distanceFromMean(a, b, x, y);
  // From here on x is below the mean.
  const mirrored = distance < 0;
  const point: BetaPoint = mirrored
    ? { a: b, b: a, x: y, y: x, distance: -distance }
    : { a, b, x, y, distance };
  // For a value alone the fraction is faster than the integral, where it is short.
  if (!derivatives && point.a >= 10 && point.x <= 0.8 && point.a + point.b < 300) {
    const fraction = betaFraction(point.a, point.b, point.x);
    return { tail: valueOnly(logBetaFactor(point) - Math.log(point.a * fraction)), mirrored };
  }
  if (point.x <= 0.8) {
    const method = point.a < 1 ? smallShapeSeries : point.a < 10 ? betaSeries : betaIntegral;
    return { tail: method(point, derivatives), mirrored };
  }
  if (point.a >= 10 && (point.a + point.b) * point.y >= 2)
    return { tail: betaIntegral(point, derivatives), mirrored };
  const other: BetaPoint = { a: point.b, b: point.a, x: point.y, y: point.x, distance: -point.distance };
  const method = other.a < 1 ? smallShapeSeries : betaSeries;
  return { tail: method(other, derivatives), mirrored: !mirrored };
}

/** a y - b x; for large parameters with the smaller of x and y as the one that is exact, and in twice the digits. */
function distanceFromMean(a: number, b: number, x: number, y: number): number {
  if (a + b < 100) return a * y - b * x;
  return x <= y ? lessProducts(a, x, b) : -lessProducts(b, y, a);
}

/** a - a x - b x, rounded once: products by Veltkamp and Dekker's splitting (Dekker 1971), differences by Knuth's. */
function lessProducts(a: number, x: number, b: number): number {
  const first = a * x;
  const second = b * x;
  const less = a - first;
  const lessRest = a - less - first;
  const result = less - second;
  const part = result - less;
  const resultRest = less - (result - part) - (second + part);
  return result + (lessRest + resultRest - productRest(a, x, first) - productRest(b, x, second));
}

/** a·x - product, exactly. */
function productRest(a: number, x: number, product: number): number {
  const splitter = 134217729;
  const aHigh = splitter * a - (splitter * a - a);
  const xHigh = splitter * x - (splitter * x - x);
  const aLow = a - aHigh;
  const xLow = x - xHigh;
  return aLow * xLow - (product - aHigh * xHigh - aLow * xHigh - aHigh * xLow);
}
