import { DtypeError, ShapeError, UsageError } from "../errors.js";
import { compositeOp } from "../ops/composite.js";
import type { GradientFunction, Gradients } from "../ops/op.js";
import { scope } from "../scope.js";
import { formatShape, type Shape } from "../shape.js";
import { Tensor } from "../tensor.js";
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
 * @throws UsageError on a call with more or fewer tensors than there are gradients; where a gradient is used, ShapeError or
 *   DtypeError if it isn't of its input's shape, or of one that this broadcasts to, and dtype.
 */
export function customGradient<T extends Tensor[]>(
  name: string,
  forward: (...inputs: T) => Tensor,
  gradients: Gradients,
): (...inputs: T) => Tensor {
  const checked = (index: number) => {
    const rule = typeof gradients === "function" ? gradients(index) : gradients[index];
    return rule ? checkedRule(name, rule, index) : null;
  };
  return (...inputs) => {
    const count = typeof gradients === "function" ? inputs.length : gradients.length;
    if (inputs.length !== count) {
      throw new UsageError(
        `customGradient ${name}: ${inputs.length} tensors, but ${count} gradients; null stands for none`,
      );
    }
    // Always a value of its own: forward may hand an argument back.
    const output = scope(() => stopGradient(() => forward(...inputs)).alias({ newId: true }));
    const op = compositeOp({
      name,
      infer: () => ({ dtype: output.dtype, shape: output.shape }),
      decompose: (again) => forward(...(again as T)),
      gradients: checked,
    });
    for (const tape of openTapes()) tape.record(op, {}, inputs, output);
    return output;
  };
}

/** A gradient that must fit its input. */
function checkedRule(name: string, rule: GradientFunction, index: number): GradientFunction {
  return (dy, context) => {
    const gradient: unknown = rule(dy, context);
    const input = context.inputs[index]!;
    const where = `customGradient ${name}: gradient ${index}`;
    if (!(gradient instanceof Tensor)) throw new UsageError(`${where} is no tensor`);
    if (gradient.dtype !== input.dtype)
      throw new DtypeError(`${where} is ${gradient.dtype}, its input ${input.dtype}`);
    if (!stretches(input.shape, gradient.shape)) {
      throw new ShapeError(
        `${where} has shape ${formatShape(gradient.shape)}, its input ${formatShape(input.shape)}`,
      );
    }
    return gradient;
  };
}

/** Whether a tensor of the first shape broadcasts to the second. */
function stretches(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((n, axis) => n === 1 || n === to[lead + axis]);
}
