import { expm1Function } from "../expression/functions/expm1.js";
import type { Scalar } from "../expression/scalar.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { greater } from "./comparisons.js";
import { applyElementwise, elementwiseOp } from "./elementwise.js";
import { exp } from "./exponentials.js";
import { minimum } from "./extrema.js";
import { mul } from "./mul.js";
import { where } from "./where.js";

const eluOp = elementwiseOp<{ alpha: number }>({
  name: "elu",
  value: (x: Scalar, { alpha }: { alpha: number }) =>
    x.greater(0).select(x, x.call(expm1Function).mul(alpha)),
  // The minimum keeps e^x finite where it isn't used: 0·Infinity would spoil the second derivative.
  gradients: [
    (dy, { x, attributes }) => where(greater(x, 0), dy, mul(dy, mul(exp(minimum(x, 0)), attributes.alpha))),
  ],
});

/**
 * x where x > 0, else α(eˣ-1) (Clevert, Unterthiner & Hochreiter 2016). Gradient: dy where x > 0, else α·eˣ·dy.
 * Integers as float32.
 */
export function elu(x: TensorLike, alpha = 1): Tensor {
  return applyElementwise(eluOp, [x], "float", { alpha });
}
