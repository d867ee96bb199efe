import { UsageError } from "@mebae/tensor";
import { lbfgs, lbfgsSteps } from "./lbfgs.js";
import { type Limits, newton } from "./newton.js";
import { Counted, isFinitePoint, type MinimizeOptions, type Minimum, type Objective } from "./objective.js";

/**
 * A local minimum of a smooth function of k real numbers, in float64, the same bits every time: Newton's method in a
 * trust region where there is a Hessian, L-BFGS otherwise. Newton's steps don't depend on the parameters' units, leave
 * saddle points, and end quadratically; the gradient in units of curvature, √(gᵀH⁻¹g), says when.
 * @param start k numbers, where the objective is defined
 * @throws UsageError where an option or the start is out of place, or a derivative has the wrong size
 */
export function minimize(
  objective: Objective,
  start: ArrayLike<number>,
  options: MinimizeOptions = {},
): Minimum {
  const limits = limitsOf(options);
  const x = startOf(start);
  const counted = new Counted(objective);
  const useNewton = (options.method ?? "newton") === "newton" && counted.hasHessian;
  if (options.method === "newton" && !counted.hasHessian) {
    throw new UsageError('minimize: expected an objective with a Hessian for the method "newton"');
  }
  const first = counted.at(x, useNewton);
  expectSizes(x.length, first);
  if (useNewton && isFinitePoint(first)) {
    const minimum = newton(counted, first, limits);
    return minimum.status === "stalled" ? afterStall(counted, minimum, limits) : minimum;
  }
  const { hessian, ...slope } = first;
  if (!isFinitePoint(slope)) {
    const rest = { iterations: 0, evaluations: counted.evaluations, decrement: NaN };
    return { ...first, ...rest, status: "notFinite" };
  }
  return checked(counted, lbfgs(counted, slope, limits), limits);
}

/**
 * L-BFGS that gives the thread back before each iteration, for objectives that take long: yields how far it has come,
 * from 0 to 1, as the decrement's logarithm tells it, which doesn't fall.
 * @throws as `minimize` does
 */
export function* minimizeSteps(
  objective: Pick<Objective, "value" | "gradient">,
  start: ArrayLike<number>,
  options: Omit<MinimizeOptions, "method"> = {},
): Generator<number, Minimum, void> {
  const limits = limitsOf(options);
  const { value, gradient } = objective;
  const counted = new Counted({ value, gradient });
  const first = counted.at(startOf(start), false);
  expectSizes(start.length, first);
  if (!isFinitePoint(first)) {
    const rest = { iterations: 0, evaluations: counted.evaluations, decrement: NaN };
    return { ...first, ...rest, status: "notFinite" };
  }
  const steps = lbfgsSteps(counted, first, limits);
  let done = 0;
  let highest = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    highest = Math.max(highest, step.value);
    const fallen = Math.log(highest / step.value) / Math.log(highest / limits.tolerance);
    if (Number.isFinite(fallen)) done = Math.max(done, Math.min(fallen, 1));
    yield done;
  }
}

/** L-BFGS from where Newton's method stalled, which a wrong or rough Hessian may have caused; the lower of both ends. */
function afterStall(counted: Counted, stalled: Minimum, limits: Limits): Minimum {
  const remaining = { ...limits, maximumIterations: limits.maximumIterations - stalled.iterations };
  const other = checked(counted, lbfgs(counted, stalled, remaining), remaining);
  const best = other.value < stalled.value || other.status === "converged" ? other : stalled;
  return {
    ...best,
    iterations: stalled.iterations + other.iterations,
    evaluations: counted.evaluations,
  };
}

/** Where there is a Hessian, the end of L-BFGS is measured, and sharpened, by Newton's method. */
function checked(counted: Counted, minimum: Minimum, limits: Limits): Minimum {
  if (!counted.hasHessian || minimum.status === "unbounded") return minimum;
  const point = counted.at(minimum.x, true);
  expectSizes(point.x.length, point);
  if (!isFinitePoint(point)) return { ...minimum, evaluations: counted.evaluations };
  const remaining = { ...limits, maximumIterations: limits.maximumIterations - minimum.iterations };
  const sharpened = newton(counted, point, remaining);
  return { ...sharpened, iterations: minimum.iterations + sharpened.iterations };
}

function limitsOf({ maximumIterations = 200, tolerance = 1e-9, onIteration }: MinimizeOptions): Limits {
  if (!(maximumIterations >= 0)) {
    throw new UsageError(`minimize: expected maximumIterations of at least 0, got ${maximumIterations}`);
  }
  if (!(tolerance >= 0)) {
    throw new UsageError(`minimize: expected a tolerance of at least 0, got ${tolerance}`);
  }
  return { maximumIterations, tolerance, ...(onIteration && { onIteration }) };
}

function startOf(start: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(start);
  if (x.length === 0) throw new UsageError("minimize: expected a start of at least one number, got none");
  const at = x.findIndex((entry) => !Number.isFinite(entry));
  if (at >= 0) throw new UsageError(`minimize: expected a start of finite numbers, got ${x[at]} at [${at}]`);
  return x;
}

function expectSizes(size: number, point: { gradient: Float64Array; hessian?: Float64Array }): void {
  if (point.gradient.length !== size) {
    throw new UsageError(`minimize: expected a gradient of ${size} numbers, got ${point.gradient.length}`);
  }
  if (point.hessian && point.hessian.length !== size * size) {
    throw new UsageError(
      `minimize: expected a Hessian of ${size * size} numbers, got ${point.hessian.length}`,
    );
  }
}
