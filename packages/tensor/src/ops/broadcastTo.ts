import { ShapeError } from "../errors.js";
import { broadcastShapes, broadcastStrides, formatShape, type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { applyView, viewOp } from "./view.js";

const broadcastOp = viewOp<{ shape: Shape }>({
  name: "broadcastTo",
  shape: (from, { shape }) => {
    if (!sameShape(broadcastShapes([from, shape], "broadcastTo"), shape)) {
      throw new ShapeError(`broadcastTo: ${formatShape(from)} doesn't broadcast to ${formatShape(shape)}`);
    }
    return shape;
  },
  layout: (from, strides, { shape }) => ({
    shape,
    strides: broadcastStrides(from, strides, shape),
    offset: 0,
  }),
  // The engine sums over stretched axes.
  gradient: (dy) => dy,
});

/** `x` stretched to `shape` without a copy. Gradient: the sum over the stretched axes. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return applyView(broadcastOp, x, { shape: [...shape] });
}
