import { add, div, log, maximum, mul, scope, square, sub, type Tensor } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

export interface GaussianOptions extends LossOptions {
  /** The smallest variance; 1e-6 by default. */
  readonly epsilon?: number;
}

/**
 * ½(log(2π σ²) + (t-μ)²/σ²) of means μ, targets t and variances σ² of the same shape: the network tells its own noise
 * (Nix & Weigend 1994). ShapeError where the shapes differ.
 */
export function gaussianNegativeLogLikelihood(
  means: Tensor,
  target: Tensor,
  variances: Tensor,
  options: GaussianOptions = {},
): Tensor {
  const where = "gaussianNegativeLogLikelihood";
  expectShape(where, means, target);
  expectShape(where, means, variances, "variances");
  return scope(() => {
    const variance = maximum(variances, options.epsilon ?? 1e-6);
    const distance = div(square(sub(target, means)), variance);
    return reduce(
      mul(add(add(log(variance), distance), Math.log(2 * Math.PI)), 0.5),
      where,
      options.reduction,
    );
  });
}
