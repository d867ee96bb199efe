import { stopGradient } from "../autograd/tape.js";
import { isFloat } from "../dtype.js";
import { UsageError } from "../errors.js";
import { argMax } from "../ops/argExtremes.js";
import { less } from "../ops/comparisons.js";
import { log } from "../ops/logarithms.js";
import { neg } from "../ops/neg.js";
import { sub } from "../ops/sub.js";
import { scope } from "../scope.js";
import type { Shape } from "../shape.js";
import { Tensor } from "../tensor.js";
import type { Key } from "./key.js";
import type { DrawOptions } from "./randomBits.js";
import { uniform } from "./uniform.js";

/**
 * true with probability p, as bool. p is a number from 0 to 1 or a tensor that broadcasts to the shape.
 */
export function bernoulli(key: Key, shape: Shape, p: number | Tensor, options: DrawOptions = {}): Tensor {
  if (typeof p === "number" && !(p >= 0 && p <= 1))
    throw new UsageError(`bernoulli: expected a probability from 0 to 1, got ${p}`);
  const tensor = p instanceof Tensor ? p : undefined;
  return scope(() => {
    const dtype = tensor?.dtype === "float64" ? "float64" : "float32";
    const backend = options.backend ?? tensor?.backend;
    return less(uniform(key, shape, { dtype, ...(backend ? { backend } : {}) }), p);
  });
}

/**
 * Classes drawn with the probabilities softmax(logits) along an axis (the last by default): int32 of logits' shape
 * without that axis. The place of the largest of
 * logits + Gumbel noise is such a draw (Gumbel 1954).
 */
export function categorical(key: Key, logits: Tensor, options: { readonly axis?: number } = {}): Tensor {
  return scope(() => {
    const dtype = isFloat(logits.dtype) ? logits.dtype : "float32";
    const draw = uniform(key, logits.shape, { dtype, backend: logits.backend });
    const exponential = neg(log(draw));
    return stopGradient(() => argMax(sub(logits, log(exponential)), { axis: options.axis ?? -1 }));
  });
}
