import { type Counted, isFinitePoint, type Point, roundingOf } from "./objective.js";
import { dot, moved } from "./vectors.js";

/** c₁ and c₂ of the strong Wolfe conditions, as is usual for quasi-Newton directions. */
const sufficientDecrease = 1e-4;
const curvature = 0.9;

/** A place on the ray: how far, and the value and slope there. */
interface Place {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
  readonly point: Point;
}

/**
 * A point on x + t·direction, t > 0, that meets the strong Wolfe conditions, or undefined where none was found (Nocedal
 * & Wright 2006, "Numerical Optimization", algorithms 3.5 and 3.6, by cubic interpolation). An undefined place is a
 * bound. Within the value's rounding the slopes alone decide (Hager & Zhang 2005).
 * @param first t to try first
 */
export function lineSearch(
  counted: Counted,
  start: Point,
  direction: Float64Array,
  first: number,
): Point | undefined {
  const slope = dot(start.gradient, direction);
  const origin: Place = { at: 0, value: start.value, slope, point: start };
  const rounding = roundingOf(start.value);
  const isTooHigh = (place: Place) =>
    !(place.value <= start.value + sufficientDecrease * place.at * slope + rounding);
  const probe = (at: number): Place => {
    const point = counted.at(moved(start.x, direction, at), false);
    if (!isFinitePoint(point))
      return { at, value: point.value === -Infinity ? -Infinity : Infinity, slope: NaN, point };
    return { at, value: point.value, slope: dot(point.gradient, direction), point };
  };
  let low = origin;
  let high: Place | undefined;
  let place = probe(first);
  for (let trials = 1; trials < 60; trials++) {
    if (place.value === -Infinity) return place.point;
    const isFlat = Math.abs(place.value - low.value) <= rounding;
    if (isTooHigh(place) || (place.value >= low.value && !isFlat)) high = place;
    else if (Math.abs(place.slope) <= -curvature * slope) return place.point;
    else {
      if (place.slope * ((high?.at ?? Infinity) - low.at) >= 0) high = low;
      low = place;
    }
    if (high && Math.abs(high.at - low.at) <= Number.EPSILON * Math.abs(low.at)) break;
    place = probe(high ? between(low, high) : place.at * 4);
  }
  return low === origin ? undefined : low.point;
}

/**
 * Where the cubic through both values and slopes is smallest, kept from the ends; the middle where a side is undefined.
 */
function between(low: Place, high: Place): number {
  const width = high.at - low.at;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.at + width / 10;
  const d = low.slope + high.slope - (3 * (high.value - low.value)) / width;
  const root = Math.sign(width) * Math.sqrt(d * d - low.slope * high.slope);
  const at = high.at - (width * (high.slope + root - d)) / (high.slope - low.slope + 2 * root);
  const share = (at - low.at) / width;
  return low.at + width * (Number.isFinite(share) ? Math.min(Math.max(share, 0.1), 0.9) : 0.5);
}
