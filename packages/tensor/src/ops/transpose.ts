import { ShapeError } from "../errors.js";
import { formatShape, normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { applyView, viewOp } from "./view.js";

const transposeOp = viewOp<{ order: readonly number[] }>({
  name: "transpose",
  shape: (shape, { order }) => order.map((axis) => shape[axis]!),
  layout: (shape, strides, { order }) => ({
    shape: order.map((axis) => shape[axis]!),
    strides: order.map((axis) => strides[axis]!),
    offset: 0,
  }),
  gradient: (dy, { attributes: { order } }) =>
    transpose(
      dy,
      order.map((_, axis) => order.indexOf(axis)),
    ),
});

/** The axes in another order; reversed by default. A view. Gradient: dy with the order undone. */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
  const axes =
    order?.map((axis) => normalizeAxis(axis, x.rank, "transpose")) ?? x.shape.map((_, i) => x.rank - 1 - i);
  if (axes.length !== x.rank || new Set(axes).size !== x.rank) {
    throw new ShapeError(`transpose: [${order}] is no order of the axes of ${formatShape(x.shape)}`);
  }
  return applyView(transposeOp, x, { order: axes });
}

/** With the last two axes exchanged. */
export function matrixTranspose(x: Tensor): Tensor {
  if (x.rank < 2)
    throw new ShapeError(`matrixTranspose: expected two axes or more, got ${formatShape(x.shape)}`);
  const order = x.shape.map((_, axis) => axis);
  [order[x.rank - 1], order[x.rank - 2]] = [x.rank - 2, x.rank - 1];
  return transpose(x, order);
}
