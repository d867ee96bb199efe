import { UsageError } from "../errors.js";
import { digammaFunction } from "../expression/functions/digamma.js";
import { lgammaFunction } from "../expression/functions/lgamma.js";
import { polygammaFunction } from "../expression/functions/polygamma.js";
import { trigammaFunction } from "../expression/functions/trigamma.js";
import type { Scalar } from "../expression/scalar.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { applyElementwise, elementwiseOp, unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** log|Γ(x)|; Infinity at 0, -1, -2, ... Gradient: dy·digamma(x). Integers as float32. */
export const lgamma = unary({
  name: "lgamma",
  domain: "float",
  value: (x) => x.call(lgammaFunction),
  gradients: [(dy, { x }) => mul(dy, digamma(x))],
});

/** ψ(x) = Γ′(x)/Γ(x). Gradient: dy·polygamma(1, x). Integers as float32. */
export const digamma = unary({
  name: "digamma",
  domain: "float",
  value: (x) => x.call(digammaFunction),
  gradients: [(dy, { x }) => mul(dy, polygamma(1, x))],
});

const polygammaOp = elementwiseOp<{ order: number }>({
  name: "polygamma",
  value: (x: Scalar, { order }: { order: number }) =>
    order === 1 ? x.call(trigammaFunction) : x.like(order).call(polygammaFunction, x),
  gradients: [(dy, { x, attributes }) => mul(dy, polygamma(attributes.order + 1, x))],
});

/**
 * ψ⁽ⁿ⁾(x), the n-th derivative of digamma, n = 0, 1, 2, ...; NaN for x < 0 where n > 1.
 * Gradient: dy·polygamma(n+1, x). Integers as float32.
 */
export function polygamma(order: number, x: TensorLike): Tensor {
  if (!Number.isInteger(order) || order < 0) {
    throw new UsageError(`polygamma: expected a whole order from 0 on, got ${order}`);
  }
  return order === 0 ? digamma(x) : applyElementwise(polygammaOp, [x], "float", { order });
}
