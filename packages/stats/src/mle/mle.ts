import type { MinimizeOptions } from "@mebae/optimizers";
import { type Tensor, UsageError } from "@mebae/tensor";
import type { Constraint } from "../constraints/constraint.js";
import { expectKnownOptions } from "../knownOptions.js";
import { ParameterSet } from "./parameterSet.js";
import { Problem } from "./problem.js";
import { MleResult, type ValuesOf } from "./result.js";
import { keptRows, type Rows } from "./rows.js";
import type { LogDensity } from "./tensorLikelihood.js";

export interface MleInput<C extends Readonly<Record<string, Constraint>>> {
  /**
   * What each parameter may be. `real()` and other single numbers become tensors of shape [], `simplex(3)` of shape
   * [3].
   */
  readonly parameters: C;
  /**
   * The log-density of x in tensor ops on float64: one number a row, or their sum. What it reads from tensors as
   * numbers has no derivatives.
   */
  readonly logDensity: (x: Tensor, parameters: Readonly<Record<keyof C, Tensor>>) => Tensor;
  /** n numbers, n rows of numbers, or a tensor whose first axis counts the rows; x is that as float64. */
  readonly data: Rows;
  /** How often each row counts; once by default. */
  readonly weights?: ArrayLike<number>;
  /**
   * Where to begin; by default at 0, 1 (or the middle of an interval), equal shares, and 0, 1, 2, ... of ascending
   * numbers.
   */
  readonly start?: Partial<ValuesOf<C>>;
  readonly options?: MinimizeOptions;
}

/**
 * Maximum likelihood of a density of one's own, with exact gradients and Hessians by autograd: Newton's method in a
 * trust region on unconstrained numbers, from one start, so that of several maxima it finds one. The result's `status`
 * says whether it is one.
 *
 *     const { parameters, standardErrors } = mle({
 *       parameters: { location: real(), scale: positive() },
 *       logDensity: (x, { location, scale }) => sub(neg(abs(div(sub(x, location), scale))), log(scale)),
 *       data: [1.2, 0.4, 3.1, 2.2],
 *     });
 *
 * @throws DataError naming the row of data that can't be used, or whose log-density isn't finite at the start;
 * UsageError, ShapeError for a density, start or option that won't do
 */
export function mle<C extends Readonly<Record<string, Constraint>>>(input: MleInput<C>): MleResult<C> {
  expectKnownOptions("mle", input, ["parameters", "logDensity", "data", "weights", "start", "options"]);
  const { logDensity, weights, options } = input;
  if (typeof logDensity !== "function")
    throw new UsageError(`mle: expected logDensity to be a function, got ${typeof logDensity}`);
  const parameters = new ParameterSet(input.parameters);
  const start = parameters.startOf(input.start ?? {});
  const problem = new Problem(parameters, logDensity as LogDensity, keptRows(input.data, weights), options);
  return new MleResult<C>(problem, problem.maximize(start));
}
