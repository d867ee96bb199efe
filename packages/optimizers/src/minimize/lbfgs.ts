import { lineSearch } from "./lineSearch.js";
import type { Limits } from "./newton.js";
import { type Counted, type Minimum, type MinimumStatus, type Point, roundingOf } from "./objective.js";
import { dot, equal, norm } from "./vectors.js";

/** Pairs of step and change of the gradient that are remembered: m of the algorithm. */
const memory = 10;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1/(stepᵀ·change). */
  readonly weight: number;
}

/**
 * L-BFGS (Liu & Nocedal 1989; Nocedal & Wright 2006, algorithms 7.4 and 7.5). The decrement is √(gᵀBg) with its own
 * estimate B of the inverse Hessian. Parameters of very different units slow it down; Newton's method doesn't see them.
 */
export function lbfgs(counted: Counted, start: Point, limits: Limits): Minimum {
  const steps = lbfgsSteps(counted, start, limits);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, giving the thread back before each iteration: yields the decrement. */
export function* lbfgsSteps(
  counted: Counted,
  start: Point,
  limits: Limits,
): Generator<number, Minimum, void> {
  const pairs: Pair[] = [];
  let point = start;
  let decrement = Infinity;
  let iteration = 0;
  const end = (status: MinimumStatus): Minimum => ({
    x: point.x,
    value: point.value,
    gradient: point.gradient,
    iterations: iteration,
    evaluations: counted.evaluations,
    status,
    decrement,
  });
  for (; ; iteration++) {
    const direction = towards(point.gradient, pairs);
    decrement = Math.sqrt(-dot(point.gradient, direction));
    const isSettled = decrement ** 2 / 2 <= roundingOf(point.value);
    // Without a pair there is no curvature to measure by: only a slope of 0 is an end.
    if (decrement <= (pairs.length > 0 ? limits.tolerance : 0)) return end("converged");
    if (iteration >= limits.maximumIterations) return end("maximumIterations");
    if (limits.onIteration?.({ iteration, value: point.value, decrement }) === false) {
      return end("maximumIterations");
    }
    yield decrement;
    const next = lineSearch(counted, point, direction, pairs.length > 0 ? 1 : firstLength(point));
    if (!next || equal(next.x, point.x)) {
      if (isSettled && pairs.length > 0) return end("converged");
      if (pairs.length === 0) return end("stalled");
      // The estimate misled: begin again from the slope.
      pairs.length = 0;
      continue;
    }
    if (next.value === -Infinity) return end("unbounded");
    remember(pairs, point, next);
    point = next;
  }
}

function remember(pairs: Pair[], from: Point, to: Point): void {
  const step = to.x.map((entry, i) => entry - from.x[i]!);
  const change = to.gradient.map((entry, i) => entry - from.gradient[i]!);
  const along = dot(step, change);
  if (!(along > 0) || !Number.isFinite(1 / along)) return;
  pairs.push({ step, change, weight: 1 / along });
  if (pairs.length > memory) pairs.shift();
}

/** -B·g by the two loops of algorithm 7.4. */
function towards(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((slope) => -slope);
  const shares = new Float64Array(pairs.length);
  for (let p = pairs.length - 1; p >= 0; p--) {
    const { step, change, weight } = pairs[p]!;
    const share = (shares[p] = weight * dot(step, q));
    for (let i = 0; i < q.length; i++) q[i]! -= share * change[i]!;
  }
  const last = pairs.at(-1);
  if (last) {
    const length = norm(last.change);
    const factor = 1 / last.weight / length / length;
    for (let i = 0; i < q.length; i++) q[i]! *= factor;
  }
  for (let p = 0; p < pairs.length; p++) {
    const { step, change, weight } = pairs[p]!;
    const share = shares[p]! - weight * dot(change, q);
    for (let i = 0; i < q.length; i++) q[i]! += share * step[i]!;
  }
  return q;
}

/** How far down the first slope: a hundredth of x's length, or as far as would bring the value to 0. */
function firstLength({ x, value, gradient }: Point): number {
  const slope = norm(gradient);
  return (0.01 * norm(x)) / slope || Math.abs(value) / slope / slope || 1 / slope;
}
