import { add, mul, neg, scope, softplus, sub, type Tensor } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

export interface BinaryCrossEntropyOptions extends LossOptions {
  /** How much a positive example counts against a negative one; 1 by default. */
  readonly positiveWeight?: number;
}

/**
 * -(w·t·log σ(x) + (1-t)·log(1-σ(x))) of logits x and targets t in [0, 1] of the same shape, with the positive weight w;
 * computed as w·t·softplus(-x) + (1-t)·softplus(x), which stays finite at any finite logit. Gradient for w = 1: σ(x) - t.
 * @throws ShapeError where the shapes differ.
 */
export function binaryCrossEntropy(
  logits: Tensor,
  target: Tensor,
  options: BinaryCrossEntropyOptions = {},
): Tensor {
  expectShape("binaryCrossEntropy", logits, target);
  const { positiveWeight = 1, reduction } = options;
  return scope(() => {
    const positive = mul(mul(target, positiveWeight), softplus(neg(logits)));
    const negative = mul(sub(1, target), softplus(logits));
    return reduce(add(positive, negative), "binaryCrossEntropy", reduction);
  });
}
