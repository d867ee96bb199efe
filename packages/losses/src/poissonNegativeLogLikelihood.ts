import { add, exp, lgamma, mul, scope, sub, type Tensor } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

/**
 * e^x - t·x + log t! of log-rates x and counts t of the same shape. Gradient: e^x - t. ShapeError where the shapes differ.
 */
export function poissonNegativeLogLikelihood(
  logRates: Tensor,
  target: Tensor,
  options: LossOptions = {},
): Tensor {
  const where = "poissonNegativeLogLikelihood";
  expectShape(where, logRates, target);
  return scope(() => {
    const loss = sub(exp(logRates), mul(target, logRates));
    return reduce(add(loss, lgamma(add(target, 1))), where, options.reduction);
  });
}
