import { equal, log, mul, scope, sub, sum, type Tensor, where } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

/**
 * Σ_c p_c (log p_c - log q_c) for each row, from log-probabilities log q and probabilities p of the same shape [..., classes];
 * classes with p = 0 add nothing. The mean is over rows (Kullback & Leibler 1951). ShapeError where the shapes differ.
 */
export function klDivergence(logProbabilities: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  expectShape("klDivergence", logProbabilities, target);
  return scope(() => {
    const absent = equal(target, 0);
    const information = log(where(absent, 1, target));
    const terms = where(absent, 0, mul(target, sub(information, logProbabilities)));
    return reduce(sum(terms, { axes: -1 }), "klDivergence", options.reduction);
  });
}
