import { UsageError } from "../errors.js";
import type { Scalar } from "../expression/scalar.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { applyElementwise, elementwiseOp, unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** log|Γ(x)|; Infinity at 0, -1, -2, ... Gradient: dy·digamma(x). Integers as float32. */
export const lgamma = /* @__PURE__ */ unary({
  name: "lgamma",
  domain: "float",
  value: (x) => x.call("lgamma"),
  gradients: [(dy, { x }) => mul(dy, digamma(x))],
});

/** ψ(x) = Γ′(x)/Γ(x). Gradient: dy·polygamma(1, x). Integers as float32. */
export const digamma = /* @__PURE__ */ unary({
  name: "digamma",
  domain: "float",
  value: (x) => x.call("digamma"),
  gradients: [(dy, { x }) => mul(dy, polygamma(1, x))],
});

const polygammaOp = /* @__PURE__ */ elementwiseOp<{ order: number }>({
  name: "polygamma",
  value: (x: Scalar, { order }: { order: number }) =>
    order === 1 ? x.call("trigamma") : x.like(order).call("polygamma", x),
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
