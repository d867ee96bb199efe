import { add, logSoftmax, logSumExp, mul, sum, type Tensor } from "@mebae/tensor";

/** What outputs mean: logits of classes, whose probabilities are averaged, or numbers, which are averaged themselves. */
export type OutputKind = "classes" | "numbers";

/**
 * Σᵢ wᵢ·yᵢ along axis 0 of y [views, n, k], Σ w = 1. Of classes in probability space, log Σᵢ wᵢ·softmax(yᵢ), so that
 * the softmax of the result is the mean of the softmaxes.
 * @param weights w, a tensor [views, 1, 1]
 * @param logWeights log w, of the same shape
 */
export function meanOutput(y: Tensor, kind: OutputKind, weights: Tensor, logWeights: Tensor): Tensor {
  return kind === "classes"
    ? logSumExp(add(logSoftmax(y), logWeights), { axes: 0 })
    : sum(mul(y, weights), { axes: 0 });
}
