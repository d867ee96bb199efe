import { currentBackend } from "../current.js";
import { execute } from "../execute.js";
import type { Scalar } from "../expression/scalar.js";
import { scope } from "../scope.js";
import { broadcastShapes } from "../shape.js";
import { Tensor, type TensorLike } from "../tensor.js";
import { castTo } from "./cast.js";
import { meetingDtype, scalarTensor } from "./elementwise.js";
import type { ElementwiseOp } from "./op.js";

const whereOp: ElementwiseOp = {
  kind: "elementwise",
  name: "where",
  fusible: true,
  infer: ([condition, a, b]) => ({
    dtype: a!.dtype,
    shape: broadcastShapes([condition!.shape, a!.shape, b!.shape], "where"),
  }),
  value: ([condition, a, b]) => (condition as Scalar).select(a!, b!),
  gradients: [null, (dy, { x }) => where(x, dy, 0), (dy, { x }) => where(x, 0, dy)],
};

/**
 * `a` where the condition holds (as bool: not 0), else `b`, all three broadcast. Gradients: dy where it holds to a,
 * where it doesn't to b, and exact zeros elsewhere.
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor {
  return scope(() => {
    const backend = [condition, a, b].find((input) => input instanceof Tensor)?.backend ?? currentBackend();
    const dtype = meetingDtype([a, b], "where");
    const as = (input: TensorLike, target: Tensor["dtype"]) =>
      input instanceof Tensor ? castTo(input, target) : scalarTensor(backend, input, target);
    return execute(whereOp, [as(condition, "bool"), as(a, dtype), as(b, dtype)]);
  });
}
