import { choleskyFactor, choleskySolve, minimize, type Objective } from "@mebae/optimizers";
import { type Family, observedInformation } from "@mebae/stats";
import { familyNamed, fittedNames } from "./families.js";
import { gradientAt } from "./look.js";
import { logLikelihoodAt, type Sample, weightsOf } from "./sample.js";
import type { NewtonPath, NewtonStep, StepKind, Values } from "./types.js";

/** Where the derivatives were asked for. */
interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** -l as a function of the fitted parameters themselves, +Infinity where one isn't allowed. */
class NegativeLogLikelihood implements Objective {
  readonly points: Point[] = [];

  constructor(
    private readonly family: Family,
    private readonly given: Values,
    private readonly names: readonly string[],
    private readonly sample: Sample,
  ) {}

  at(x: ArrayLike<number>): Values {
    return { ...this.given, ...Object.fromEntries(this.names.map((name, i) => [name, x[i]!])) };
  }

  value(x: Float64Array): number {
    const value = -logLikelihoodAt(this.family, this.at(x), this.sample);
    return Number.isNaN(value) ? Infinity : value;
  }

  gradient(x: Float64Array): { value: number; gradient: Float64Array } {
    const value = this.value(x);
    if (!Number.isFinite(value)) return { value: Infinity, gradient: new Float64Array(x.length) };
    const slopes = gradientAt(this.family, this.at(x), this.sample);
    return { value, gradient: Float64Array.from(this.names, (name) => -slopes[name]!) };
  }

  hessian(x: Float64Array): Omit<Point, "x"> {
    const { value, gradient } = this.gradient(x);
    const k = x.length;
    if (!Number.isFinite(value)) return { value, gradient, hessian: new Float64Array(k * k) };
    const distribution = this.family(this.at(x));
    const information = observedInformation(distribution, this.sample.distinct, weightsOf(this.sample));
    const point = { x, value, gradient, hessian: Float64Array.from(information.flat()) };
    this.points.push(point);
    return point;
  }
}

/**
 * The steps of Newton's method in a trust region from θ to the maximum, as `minimize` takes them on -l:
 *   θ ← θ - H⁻¹g, g = ∂l/∂θ, H = ∂²l/∂θ∂θᵀ
 * wherever that goes uphill within what the parameters may be; else the step that the region allows.
 */
export function newtonPath(name: string, parameters: Values, sample: Sample): NewtonPath {
  const family = familyNamed(name);
  const names = fittedNames(family);
  const objective = new NegativeLogLikelihood(family, parameters, names, sample);
  const visited: Point[] = [];
  const start = names.map((one) => parameters[one]!);
  const { status } = minimize(objective, start, {
    maximumIterations: 100,
    tolerance: 1e-8,
    onIteration: ({ value }) => {
      const point = objective.points.findLast((one) => one.value === value);
      if (point && point !== visited.at(-1)) visited.push(point);
    },
  });
  const last = objective.points.findLast(({ value }) => visited.every((one) => one.value >= value));
  if (last && visited.at(-1) !== last) visited.push(last);
  const steps = visited.slice(1).map((to, i) => stepOf(objective, visited[i]!, to));
  return { names, steps, hasArrived: status === "converged" };
}

function stepOf(objective: NegativeLogLikelihood, from: Point, to: Point): NewtonStep {
  const k = from.x.length;
  const step = Array.from(to.x, (value, i) => value - from.x[i]!);
  return {
    from: objective.at(from.x),
    to: objective.at(to.x),
    logLikelihood: -from.value,
    gradient: Array.from(from.gradient, (slope) => -slope),
    hessian: step.map((_, i) => Array.from(from.hessian.subarray(i * k, (i + 1) * k), (entry) => -entry)),
    step,
    kind: kindOf(objective, from, step),
  };
}

function kindOf(
  objective: NegativeLogLikelihood,
  { x, value, gradient, hessian }: Point,
  step: readonly number[],
): StepKind {
  const factor = choleskyFactor(hessian);
  if (!factor) return "notConcave";
  const own = choleskySolve(factor, gradient).map((part) => -part);
  const length = Math.hypot(...own);
  if (Math.hypot(...own.map((part, i) => part - step[i]!)) <= 1e-6 * length) return "newton";
  const there = objective.value(x.map((part, i) => part + own[i]!));
  if (there === Infinity) return "outside";
  return there > value ? "lower" : "tooFar";
}
