import { type MinimizeOptions, type Minimum, minimize } from "@mebae/optimizers";
import { invertInformation } from "../fit/covariance.js";
import type { Status } from "../status.js";
import { endOf } from "./endOf.js";
import { NegativeLogLikelihood } from "./objective.js";
import type { ParameterSet } from "./parameterSet.js";
import type { TensorLikelihood } from "./tensorLikelihood.js";

/** A maximum of a likelihood: all that a result is made of. */
export interface Maximum {
  /** The parameters' values, one after the other. */
  readonly parameters: Float64Array;
  readonly free: Float64Array;
  readonly logLikelihood: number;
  /** ∂l/∂value */
  readonly score: Float64Array;
  /**
   * -∂²l/∂value² at the maximum, the observed information. Of shares that sum to 1 it says nothing by itself: see the
   * covariance.
   */
  readonly information: Float64Array;
  /**
   * J·(-∂²l/∂free²)⁻¹·Jᵀ, the values' covariance also under constraints; NaN where the likelihood isn't curved
   * enough.
   */
  readonly covariance: Float64Array;
  readonly minimum: Minimum;
  readonly status: Status;
}

/**
 * The parameters that maximize a likelihood: Newton's method on the free numbers.
 * @throws DataError, UsageError where the start won't do
 */
export function maximize(
  likelihood: TensorLikelihood,
  parameters: ParameterSet,
  start: Float64Array,
  options: MinimizeOptions = {},
): Maximum {
  const objective = new NegativeLogLikelihood(parameters, likelihood);
  objective.expectStart(start);
  const minimum = minimize(objective, start, options);
  const { values, logLikelihood, gradient, hessian } = objective.place(minimum.x);
  return {
    parameters: values,
    free: minimum.x,
    logLikelihood,
    score: gradient,
    information: hessian.map((entry) => -entry),
    covariance: covarianceOf(minimum, parameters),
    minimum,
    status: endOf(minimum, parameters),
  };
}

function covarianceOf({ x, hessian }: Minimum, parameters: ParameterSet): Float64Array {
  const { size, freedom } = parameters;
  if (!hessian) return new Float64Array(size * size).fill(Number.NaN);
  const inverse = invertInformation(hessian);
  const jacobian = parameters.jacobian(x);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let a = 0; a < freedom; a++) {
        for (let b = 0; b < freedom; b++) {
          sum += jacobian[i * freedom + a]! * inverse[a * freedom + b]! * jacobian[j * freedom + b]!;
        }
      }
      covariance[i * size + j] = covariance[j * size + i] = sum;
    }
  }
  return covariance;
}
