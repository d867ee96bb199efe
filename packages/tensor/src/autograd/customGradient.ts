import { compositeOp } from "../ops/composite.js";
import type { Gradients } from "../ops/op.js";
import { scope } from "../scope.js";
import type { Tensor } from "../tensor.js";
import { openTapes, stopGradient } from "./tape.js";

/**
 * A function of tensors with gradients of your own, for what autograd can't see (numbers computed on the host) or
 * would compute badly. `forward` is not differentiated. `gradients` holds one function per tensor, `null` where there is
 * none: `(dy, { x, y, z, inputs, output }) => dx`, which is summed over broadcast axes, and written with public ops if
 * second derivatives are wanted.
 *
 *     const cubeRoot = customGradient("cubeRoot", (x) => pow(x, 1 / 3), [(dy, { output }) => div(dy, mul(3, square(output)))]);
 *
 * What `forward` captures, beside its arguments, is constant to every gradient.
 */
export function customGradient<T extends Tensor[]>(
  name: string,
  forward: (...inputs: T) => Tensor,
  gradients: Gradients,
): (...inputs: T) => Tensor {
  return (...inputs) => {
    // Always a value of its own: forward may hand an argument back.
    const output = scope(() => stopGradient(() => forward(...inputs)).alias({ newId: true }));
    const op = compositeOp({
      name,
      infer: () => ({ dtype: output.dtype, shape: output.shape }),
      decompose: (again) => forward(...(again as T)),
      gradients,
    });
    for (const tape of openTapes()) tape.record(op, {}, inputs, output);
    return output;
  };
}
