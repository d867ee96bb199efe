import { isFloat } from "../dtype.js";
import { type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { reshape } from "./reshape.js";
import { sum } from "./sum.js";

/** Sums a gradient over the axes along which its input had been stretched, so that it has the input's shape. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.rank - shape.length;
  const axes: number[] = [];
  for (let axis = 0; axis < gradient.rank; axis++) {
    if (axis < lead || (shape[axis - lead] === 1 && gradient.shape[axis] !== 1)) axes.push(axis);
  }
  if (!isFloat(gradient.dtype)) throw new Error(`sumTo: a gradient is float, not ${gradient.dtype}`);
  const reduced = axes.length > 0 ? sum(gradient, { axes, keepDims: true }) : gradient;
  return reshape(reduced, shape);
}
