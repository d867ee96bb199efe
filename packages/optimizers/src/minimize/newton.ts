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

/** The share of the promised decrease that makes a step good enough. */
const sufficient = 1e-4;
/** So many times a region may shrink in a row: by then it is 1e-60 of what it was. */
const failureLimit = 100;

interface Model {
  readonly point: Point;
  readonly scale: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly noise: number;
}

/**
 * Newton's method in a trust region (Conn, Gould & Toint 2000, "Trust-region methods", algorithm 6.1.1), its region
 * measured in units of the parameters' own curvatures. A step into an undefined place shrinks the region.
 */
export function newton(counted: Counted, start: Point, limits: Limits): Minimum {
  const search = new Search(counted, start);
  let iterations = 0;
  const ended = (): MinimumStatus | undefined => {
    const { value } = search.model.point;
    const { decrement } = search.next;
    if (decrement <= limits.tolerance) return search.settled;
    if (search.march.isEndless) return "unbounded";
    if (iterations >= limits.maximumIterations) return "maximumIterations";
    const goesOn = limits.onIteration?.({ iteration: iterations, value, decrement }) !== false;
    return goesOn ? undefined : "maximumIterations";
  };
  let status = ended();
  while (!status) {
    status = search.step();
    iterations++;
    status ??= ended();
  }
  const { evaluations } = counted;
  return { ...search.model.point, iterations, evaluations, status, decrement: search.next.decrement };
}

class Search {
  readonly march = new March();
  model: Model;
  next: RegionStep;
  readonly #counted: Counted;
  #radius: number;
  #failures = 0;

  constructor(counted: Counted, start: Point) {
    this.#counted = counted;
    this.model = modelOf(start, undefined);
    this.#radius = firstRadius(this.model);
    this.next = this.#nextOf(this.model);
  }

  /** Of an end without a slope: here, or at infinity. */
  get settled(): MinimumStatus {
    return this.march.isLeaving(this.next.decrement, this.next.isFlat) ? "unbounded" : "converged";
  }

  /**
   * Tries one step. What Newton's step promises may be less than the value's rounding: then only slopes tell better
   * from worse, and steps are taken as long as each halves the decrement.
   * @returns how the search ends, if it does
   */
  step(): MinimumStatus | undefined {
    const { model, next } = this;
    const { point } = model;
    const rounding = roundingOf(point.value);
    const isHidden = next.decrement ** 2 / 2 <= rounding;
    const step = unscaled(next.step, model.scale);
    const x = moved(point.x, step);
    if (equal(x, point.x)) return isHidden || !next.restricted ? this.settled : "stalled";
    const trial = evaluate(this.#counted, x, this.#failures > 0 ? point.value + rounding : Infinity);
    if (trial.value === -Infinity) return "unbounded";
    const ratio = trial.hessian
      ? (point.value - trial.value + rounding) / (next.predicted + rounding)
      : -Infinity;
    this.#radius = nextRadius(this.#radius, next, ratio);
    if (ratio > sufficient) this.#move(trial);
    else if (isHidden) return this.settled;
    else if (++this.#failures > failureLimit) return "stalled";
    else this.next = this.#nextOf(model);
    if (isHidden) return this.next.decrement > next.decrement / 2 ? this.#better(model, next) : undefined;
    if (this.model !== model)
      this.march.observe(step, model.scale, point.value - trial.value - rounding, next);
    return undefined;
  }

  #move(trial: Point): void {
    this.#failures = 0;
    this.model = modelOf(trial, this.model.scale);
    this.next = this.#nextOf(this.model);
  }

  /** The end at one of two places whose values can't be told apart: where the decrement is smaller. */
  #better(model: Model, next: RegionStep): MinimumStatus {
    if (this.next.decrement > next.decrement) [this.model, this.next] = [model, next];
    return this.settled;
  }

  #nextOf({ gradient, hessian, noise }: Model): RegionStep {
    return regionStep(gradient, hessian, this.#radius, noise);
  }
}

/**
 * The point with its derivatives; without them, and with the value Infinity, where it is undefined or above the limit.
 */
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
