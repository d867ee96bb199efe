import { reducedShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { broadcastTo } from "./broadcastTo.js";
import { reshape } from "./reshape.js";

/** The shape of a reduction's result with the reduced axes kept as 1, so that it broadcasts against the input. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return reducedShape(shape, axes, true);
}

/** A reduction's result, or a gradient by it, stretched back over the shape that was reduced. */
export function stretch(reduced: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return broadcastTo(reshape(reduced, keptShape(shape, axes)), shape);
}
