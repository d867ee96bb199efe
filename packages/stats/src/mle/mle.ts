import type { MinimizeOptions } from "@mebae/optimizers";
import type { Tensor } from "@mebae/tensor";
import type { Constraint } from "../constraints/constraint.js";
import { type Maximum, maximize } from "./maximize.js";
import { ParameterSet, type ParameterValues } from "./parameterSet.js";
import { type Rows, rowsTensor, weightsTensor } from "./rows.js";
import { type LogDensity, TensorLikelihood } from "./tensorLikelihood.js";

export interface MleInput<P extends string = string> {
  /** What each parameter may be. `real()` and other single numbers become tensors of shape [], `simplex(3)` of shape [3]. */
  readonly parameters: Readonly<Record<P, Constraint>>;
  /**
   * The log-density of x in tensor ops on float64: one number a row, or their sum. Values that it reads from tensors have no
   * derivatives; where it isn't finite, no maximum is looked for.
   */
  readonly logDensity: (x: Tensor, parameters: Readonly<Record<P, Tensor>>) => Tensor;
  /** [n] numbers, n rows of numbers, or a tensor whose first axis counts the rows; x is that as float64. */
  readonly data: Rows;
  /** How often each row counts; once by default. */
  readonly weights?: ArrayLike<number>;
  /** Where to begin; by default at 0, 1 (or the middle of an interval), equal shares, and 0, 1, 2, ... of ascending numbers. */
  readonly start?: ParameterValues<P>;
  readonly options?: MinimizeOptions;
}

/**
 * Maximum likelihood of a density of one's own, with exact gradients and Hessians by autograd: Newton's method in a trust
 * region on unconstrained numbers, from one start.
 * @throws DataError naming the row of data that can't be used, or whose log-density isn't finite at the start; UsageError,
 * ShapeError for a density, start or option that won't do
 */
export function maximumOf<P extends string>(input: MleInput<P>): Maximum {
  const { logDensity, weights, options } = input;
  const parameters = new ParameterSet(input.parameters);
  const start = parameters.startOf(input.start ?? {});
  using data = rowsTensor(input.data);
  using counts = weights && weightsTensor(weights, data.shape[0]!);
  using likelihood = new TensorLikelihood(logDensity as LogDensity, parameters, data, counts);
  return maximize(likelihood, parameters, start, options);
}
