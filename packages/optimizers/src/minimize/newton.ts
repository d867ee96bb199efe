import { March } from "./march.js";
import {
  type Counted,
  isFinitePoint,
  type Minimum,
  type MinimumStatus,
  type Point,
  roundingOf,
} from "./objective.js";
import { scaled, scaleOf, unscaled } from "./scale.js";
import { type RegionStep, regionStep } from "./trustRegion.js";
import { equal, moved, norm } from "./vectors.js";

export interface Limits {
  readonly maximumIterations: number;
  readonly tolerance: number;
  readonly onIteration?: (state: { iteration: number; value: number; decrement: number }) => unknown;
}

interface Model {
  readonly point: Point;
  readonly scale: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly noise: number;
}

/**
 * Newton's method in a trust region (Conn, Gould & Toint 2000, "Trust-region methods", algorithm 6.1.1), its region measured
 * in units of the parameters' own curvatures. A step into an undefined place shrinks the region. Once the decrease that a step promises is below
 * the value's rounding, Newton steps are taken as long as each halves the decrement.
 */
export function newton(counted: Counted, start: Point, limits: Limits): Minimum {
  const march = new March();
  let model = modelOf(start, undefined);
  let radius = firstRadius(model);
  let next = regionStep(model.gradient, model.hessian, radius, model.noise);
  let failures = 0;
  let iteration = 0;
  const end = (status: MinimumStatus): Minimum => ({
    ...model.point,
    iterations: iteration,
    evaluations: counted.evaluations,
    status,
    decrement: next.decrement,
  });
  /** Of an end without a slope: here, or at infinity. */
  const settled = (): MinimumStatus =>
    march.isLeaving(unscaled(next.step, model.scale), model.scale) ? "unbounded" : "converged";
  for (; ; iteration++) {
    const { point } = model;
    const { decrement, predicted } = next;
    if (decrement <= limits.tolerance) return end(settled());
    if (march.isEndless) return end("unbounded");
    if (iteration >= limits.maximumIterations) return end("maximumIterations");
    if (limits.onIteration?.({ iteration, value: point.value, decrement }) === false) {
      return end("maximumIterations");
    }
    const rounding = roundingOf(point.value);
    const step = unscaled(next.step, model.scale);
    const x = moved(point.x, step);
    // All of Newton's step that can still be promised: where that is rounding, only the slopes can tell better from worse.
    const isHidden = decrement ** 2 / 2 <= rounding;
    if (equal(x, point.x)) return end(isHidden || !next.restricted ? "converged" : "stalled");
    const trial = evaluate(counted, x, failures > 0 ? point.value + rounding : Infinity);
    if (trial.value === -Infinity) return end("unbounded");
    const ratio = trial.hessian ? (point.value - trial.value + rounding) / (predicted + rounding) : -Infinity;
    const accepted = ratio > 1e-4;
    radius = nextRadius(radius, next, ratio);
    if (!accepted) {
      if (isHidden) return end("converged");
      if (++failures > 100) return end("stalled");
      next = regionStep(model.gradient, model.hessian, radius, model.noise);
      continue;
    }
    failures = 0;
    const before = model;
    const last = next;
    model = modelOf(trial, model.scale);
    next = regionStep(model.gradient, model.hessian, radius, model.noise);
    if (isHidden && next.decrement > decrement / 2) {
      if (next.decrement > decrement) [model, next] = [before, last];
      return end(settled());
    }
    march.observe(step, model.scale, point.value - trial.value - rounding, last.restricted);
  }
}

/** The point with its derivatives; without them, and with the value Infinity, where it is undefined or above the limit. */
function evaluate(counted: Counted, x: Float64Array, limit: number): Point {
  const nowhere = { x, value: Infinity, gradient: x };
  if (!x.every(Number.isFinite)) return nowhere;
  // After a step that failed another is likely to fail, and a value alone is cheaper than all derivatives.
  if (limit < Infinity) {
    const value = counted.value(x);
    if (value > limit || value === -Infinity) return { ...nowhere, value };
  }
  const point = counted.at(x, true);
  return point.value === -Infinity || isFinitePoint(point) ? point : nowhere;
}

function modelOf(point: Point, previous: Float64Array | undefined): Model {
  const scale = scaleOf(point.gradient, point.hessian!, previous);
  const { gradient, hessian } = scaled(point.gradient, point.hessian!, scale);
  // What the value's own rounding makes of a slope: both are sums of the same terms.
  const noise = 16 * Number.EPSILON * (norm(gradient) + Math.sqrt(Math.abs(point.value)));
  return { point, scale, gradient, hessian, noise };
}

/** Room for Newton's step unless parameters are nearly collinear; at a saddle, where there is no slope, a tenth of x. */
function firstRadius({ gradient, point, scale }: Model): number {
  return 10 * norm(gradient) || 0.1 * norm(point.x.map((entry, i) => entry * scale[i]!)) || 1;
}

function nextRadius(radius: number, { length, restricted }: RegionStep, ratio: number): number {
  if (ratio < 0.25) return (Number.isFinite(ratio) && ratio > -10 ? 0.25 : 0.1) * Math.min(radius, length);
  if (restricted && ratio > 0.75) return 2.5 * radius;
  return radius;
}
