import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import { compositeOp } from "./composite.js";
import { div } from "./div.js";
import { exp } from "./exponentials.js";
import { log } from "./logarithms.js";
import { mul } from "./mul.js";
import type { TensorSpec } from "./op.js";
import { meanDtype, reduction } from "./reduction.js";
import { sub } from "./sub.js";
import { sum } from "./sum.js";

const same = ([x]: readonly TensorSpec[]): TensorSpec => ({ dtype: x!.dtype, shape: x!.shape });

// One instruction where `max` takes seven: it may pass over NaN, which is in the sum of the powers anyway.
const largest = reduction({
  name: "largest",
  rule: { initial: () => Number.NEGATIVE_INFINITY, combine: (a, b) => a.less(b).select(b, a) },
  gradients: [null],
});

const softmaxOp = compositeOp<{ axis: number }>({
  name: "softmax",
  infer: same,
  decompose: ([x], { axis }) => {
    // The maximum of nothing doesn't exist, and the softmax of nothing is nothing.
    if (x!.size === 0) return exp(x!);
    const options = { axes: axis, keepDims: true };
    const powers = exp(sub(x!, largest(x!, options)));
    // One division a row: the sum is 1 at least, so that its reciprocal is a normal number.
    return mul(powers, div(1, sum(powers, options)));
  },
  gradients: [
    (dy, { output, attributes: { axis } }) =>
      mul(output, sub(dy, sum(mul(dy, output), { axes: axis, keepDims: true }))),
  ],
});

const logSoftmaxOp = compositeOp<{ axis: number }>({
  name: "logSoftmax",
  infer: same,
  decompose: ([x], { axis }) => {
    if (x!.size === 0) return exp(x!);
    const options = { axes: axis, keepDims: true };
    // Shifted first: the difference of two large numbers would lose the digits of a small one.
    const shifted = sub(x!, largest(x!, options));
    return sub(shifted, log(sum(exp(shifted), options)));
  },
  gradients: [
    (dy, { output, attributes: { axis } }) =>
      sub(dy, mul(exp(output), sum(dy, { axes: axis, keepDims: true }))),
  ],
});

/**
 * y_i = e^(x_i) / Σ_j e^(x_j) along an axis (the last by default), by subtracting the maximum; integers as float32.
 * NaN where the maximum is infinite. Gradient: y·(dy - Σ dy·y).
 */
export function softmax(x: Tensor, axis = -1): Tensor {
  const attributes = { axis: normalizeAxis(axis, x.rank, "softmax") };
  return scope(() => execute(softmaxOp, [castTo(x, meanDtype(x.dtype))], attributes));
}

/**
 * y_i = x_i - log Σ_j e^(x_j) along an axis (the last by default): the logarithm of `softmax`, finite where that is
 * 0. Gradient: dy - e^y·Σ dy.
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  const attributes = { axis: normalizeAxis(axis, x.rank, "logSoftmax") };
  return scope(() => execute(logSoftmaxOp, [castTo(x, meanDtype(x.dtype))], attributes));
}
