import { abs, scope, sub, type Tensor } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

/** |y-t| of outputs and targets of the same shape. ShapeError where they differ. */
export function meanAbsoluteError(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  expectShape("meanAbsoluteError", output, target);
  return scope(() => reduce(abs(sub(output, target)), "meanAbsoluteError", options.reduction));
}
