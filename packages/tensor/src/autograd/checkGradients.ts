import { withAssignments } from "../assignments.js";
import { tensor } from "../creation.js";
import { DtypeError, GradientError, UsageError } from "../errors.js";
import { add } from "../ops/add.js";
import { mul } from "../ops/mul.js";
import { identity } from "../ops/reshape.js";
import { sum } from "../ops/sum.js";
import { Generator } from "../random/generator.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";
import { backward } from "./backward.js";
import { differences } from "./finiteDifferences.js";
import { openTapes, Tape, withTapes } from "./tape.js";

export interface CheckGradientsOptions {
  /** 1 checks the gradients; 2 checks them, and then the gradients of the gradients. Default 1. */
  readonly order?: 1 | 2;
  /** Cells whose gradients are checked too, as `valueAndGrad` takes them; float64. */
  readonly variables?: readonly Variable[];
  /** How far a gradient may be off, relative to it. Default 1e-6. */
  readonly tolerance?: number;
  /** Draws the projections, and the elements where there are too many. Default 0. */
  readonly seed?: number;
  /** How many elements of an argument are checked at most, drawn at random. Default 64. */
  readonly maximumElements?: number;
  /** Which arguments are differentiated, by index; all by default. The others may have any dtype. */
  readonly differentiable?: readonly number[];
}

export interface GradientReport {
  /** How many partial derivatives were compared. */
  readonly checked: number;
  /** The largest |gradient - difference| in units of what was allowed: below 1. */
  readonly worst: number;
}

/** A function of the point: arguments first, then variables, which it reads by itself. */
type Function = (...xs: Tensor[]) => Tensor;

interface Problem {
  readonly f: Function;
  readonly xs: readonly Tensor[];
  readonly watched: readonly number[];
  readonly variables: readonly Variable[];
}

/**
 * Compares the gradients of `f` at `xs` with central differences in float64, and throws a GradientError that names
 * the argument and the element where they part.
 *
 * Of an output y of any shape, Σ u·y with random u is differentiated, so that no element's error can hide. The
 * differences are Richardson's: (4 D(h/2) - D(h)) / 3 with D(h) = (F(x+h) - F(x-h)) / 2h, whose error falls with h⁴.
 * The point must keep away from kinks by more than h = 10⁻³·max(1, |x|), and `f` must be deterministic: a random
 * layer gets a fixed key. What `f` assigns to variables is undone after every call.
 * @throws GradientError where they differ; DtypeError where an argument or a variable isn't float64
 */
export async function checkGradients(
  // biome-ignore lint/suspicious/noExplicitAny: takes functions of any number of tensors
  f: (...xs: any[]) => Tensor,
  xs: readonly Tensor[],
  options: CheckGradientsOptions = {},
): Promise<GradientReport> {
  const { order = 1, variables = [], seed = 0 } = options;
  const watched = options.differentiable ?? xs.map((_, i) => i);
  const problem: Problem = { f, xs, watched, variables };
  for (const i of watched) assertFloat64(xs[i], `argument ${i}`);
  for (const variable of variables) assertFloat64(variable, `variable "${variable.name}"`);
  const generator = new Generator(seed);
  const first = await compare(problem, options, generator, "");
  if (order === 1) return first;
  using directions = drawDirections(problem, generator);
  using value = evaluate(problem, xs);
  using weights = randomLike(value, generator);
  const second: Problem = {
    ...problem,
    f: (...inputs) => slope({ ...problem, xs: inputs }, weights, directions.list),
  };
  const report = await compare(second, options, generator, "the second gradient by ");
  return { checked: first.checked + report.checked, worst: Math.max(first.worst, report.worst) };
}

function assertFloat64(value: { readonly dtype: Tensor["dtype"] } | undefined, where: string): void {
  if (value === undefined) throw new UsageError(`checkGradients: there is no ${where}`);
  if (value.dtype === "float64") return;
  throw new DtypeError(`checkGradients: ${where} is ${value.dtype}; finite differences need float64`);
}

/** Runs `f` and its backward pass with `projection` as the gradient by its value. */
function gradients({ f, xs, watched, variables }: Problem, projection: Tensor): Tensor[] {
  return scope(() =>
    withAssignments(() => {
      using tape = new Tape();
      const inputs = xs.map((x) => identity(x));
      const places = [...watched.map((i) => inputs[i]!), ...variables.map((variable) => variable.value)];
      for (const place of places) tape.watch(place);
      const value = withTapes([...openTapes(), tape], () => f(...inputs));
      return backward(tape, value, projection, places);
    }, false),
  );
}

/**
 * Σ v·∇(Σ u·f): a scalar whose gradient is a product of second derivatives with random directions v. The weights u are
 * random too: the plain sum of a softmax is constant, and would hide its curvature.
 */
function slope(problem: Problem, weights: Tensor, directions: readonly Tensor[]): Tensor {
  return scope(() => {
    const parts = gradients(problem, weights).map((gradient, i) => sum(mul(gradient, directions[i]!)));
    return parts.reduce((a, b) => add(a, b));
  });
}

function drawDirections({ xs, watched, variables }: Problem, generator: Generator) {
  const list = [...watched.map((i) => xs[i]!), ...variables.map((variable) => variable.value)].map((place) =>
    randomLike(place, generator),
  );
  const dispose = () => {
    for (const direction of list) direction.dispose();
  };
  return { list, [Symbol.dispose]: dispose };
}

/** Values of both signs, none near zero: ±[0.5, 1.5). */
function randomLike({ size, shape, backend }: Tensor, generator: Generator): Tensor {
  const values = Float64Array.from(
    { length: size },
    () => (generator.uniform() < 0.5 ? -1 : 1) * generator.uniform(0.5, 1.5),
  );
  return tensor(values, { shape, backend });
}

/** One place where the point can be moved. */
interface Coordinate {
  readonly name: string;
  readonly base: Tensor;
  /** The function's values with this argument or variable replaced. */
  readonly evaluate: (moved: Tensor) => Tensor;
}

async function compare(
  problem: Problem,
  options: CheckGradientsOptions,
  generator: Generator,
  prefix: string,
): Promise<GradientReport> {
  using value = evaluate(problem, problem.xs);
  if (value.dtype !== "float64") {
    throw new DtypeError(
      `checkGradients: the function returned ${value.dtype}; finite differences need float64`,
    );
  }
  using projection = randomLike(value, generator);
  const [weights, values] = [await projection.data(), await value.data()];
  let magnitude = 0;
  for (let i = 0; i < weights.length; i++) magnitude += Math.abs(weights[i]! * values[i]!);
  const analytic = gradients(problem, projection);
  let checked = 0;
  let worst = 0;
  try {
    for (const [i, coordinate] of coordinates(problem).entries()) {
      const expected = await analytic[i]!.data();
      const elements = chooseElements(expected.length, options.maximumElements ?? 64, generator);
      const comparison = { coordinate, weights, magnitude, elements, analytic: expected };
      worst = Math.max(worst, await compareCoordinate(comparison, options.tolerance ?? 1e-6, prefix));
      checked += elements.length;
    }
  } finally {
    for (const gradient of analytic) gradient.dispose();
  }
  return { checked, worst };
}

function evaluate({ f }: Problem, xs: readonly Tensor[], before?: () => void): Tensor {
  return scope(() =>
    withAssignments(() => {
      before?.();
      const value = f(...xs);
      if (!(value instanceof Tensor)) {
        throw new UsageError("checkGradients: the function must return one tensor");
      }
      return value.alias();
    }, false),
  );
}

function coordinates(problem: Problem): Coordinate[] {
  const { xs, watched, variables } = problem;
  const ofArguments = watched.map((i) => ({
    name: `argument ${i}`,
    base: xs[i]!,
    evaluate: (moved: Tensor) =>
      evaluate(
        problem,
        xs.map((x, k) => (k === i ? moved : x)),
      ),
  }));
  const ofVariables = variables.map((variable) => ({
    name: `variable "${variable.name}"`,
    base: variable.value,
    evaluate: (moved: Tensor) => evaluate(problem, xs, () => variable.assign(moved)),
  }));
  return [...ofArguments, ...ofVariables];
}

function chooseElements(size: number, most: number, generator: Generator): number[] {
  if (size <= most) return Array.from({ length: size }, (_, i) => i);
  return [...generator.permutation(size).slice(0, most)].sort((a, b) => a - b);
}

interface Comparison {
  readonly coordinate: Coordinate;
  /** The projection u. */
  readonly weights: ArrayLike<number>;
  /** Σ |u·y|, which the rounding of a difference grows with. */
  readonly magnitude: number;
  readonly elements: readonly number[];
  readonly analytic: ArrayLike<number>;
}

async function compareCoordinate(comparison: Comparison, tolerance: number, prefix: string): Promise<number> {
  const { coordinate, weights, magnitude, elements, analytic } = comparison;
  const { base, evaluate } = coordinate;
  const numeric = await differences(evaluate, base, weights, elements);
  const largest = Math.max(0, ...numeric.map(({ slope }) => Math.abs(slope)));
  let worst = 0;
  for (const { element, slope: expected, step } of numeric) {
    const found = analytic[element]!;
    // What rounding leaves of a difference, and a trace of the other elements' size for those that cancel to zero.
    const rounding = (128 * Number.EPSILON * magnitude) / step + 1e-9 * largest;
    const allowed = tolerance * Math.max(Math.abs(found), Math.abs(expected)) + rounding;
    const error = Math.abs(found - expected);
    if (error === 0) continue;
    // NaN fails too.
    if (!(error <= allowed)) {
      const place = `${prefix}${coordinate.name}, element ${formatShape(indexOf(element, base.shape))}`;
      throw new GradientError(
        `checkGradients: ${place}: expected ${expected} (finite differences), got ${found}`,
        { argument: coordinate.name, element, expected, found, allowed },
      );
    }
    worst = Math.max(worst, error / allowed);
  }
  return worst;
}

function indexOf(element: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = element; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}
