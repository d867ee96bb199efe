import { scope, square, sub, type Tensor } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

/** (y-t)² of outputs and targets of the same shape. ShapeError where they differ. */
export function meanSquaredError(output: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  expectShape("meanSquaredError", output, target);
  return scope(() => reduce(square(sub(output, target)), "meanSquaredError", options.reduction));
}
