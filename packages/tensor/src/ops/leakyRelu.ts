import type { Scalar } from "../expression/scalar.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { greater } from "./comparisons.js";
import { applyElementwise, elementwiseOp } from "./elementwise.js";
import { mul } from "./mul.js";
import { where } from "./where.js";

const leakyReluOp = elementwiseOp<{ slope: number }>({
  name: "leakyRelu",
  value: (x: Scalar, { slope }: { slope: number }) => x.greater(0).select(x, x.mul(slope)),
  gradients: [(dy, { x, attributes }) => where(greater(x, 0), dy, mul(dy, attributes.slope))],
});

/** x where x > 0, else slope·x. Gradient: dy where x > 0, else slope·dy. Integers as float32. */
export function leakyRelu(x: TensorLike, slope = 0.01): Tensor {
  return applyElementwise(leakyReluOp, [x], "float", { slope });
}
