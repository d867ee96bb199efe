import { ShapeError } from "../errors.js";
import { formatShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { ViewLayout } from "./op.js";
import { addToView, layoutOf } from "./strided.js";
import { applyView, viewOp } from "./view.js";

interface Attributes extends Record<string, unknown> {
  readonly offset: number;
}

function lengthOf(rows: number, columns: number, offset: number): number {
  return Math.max(0, Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset)));
}

function layout(shape: Shape, strides: readonly number[], { offset }: Attributes): ViewLayout {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const [down, right] = strides.slice(-2) as [number, number];
  const n = lengthOf(rows, columns, offset);
  return {
    shape: [...shape.slice(0, -2), n],
    strides: [...strides.slice(0, -2), down + right],
    offset: n === 0 ? 0 : offset > 0 ? offset * right : -offset * down,
  };
}

const diagonalOp = viewOp<Attributes>({
  name: "diagonal",
  shape: (shape, { offset }) => {
    if (shape.length < 2) {
      throw new ShapeError(`diagonal: expected two axes or more, got ${formatShape(shape)}`);
    }
    return [...shape.slice(0, -2), lengthOf(shape.at(-2)!, shape.at(-1)!, offset)];
  },
  layout,
  gradient: (dy, { x, attributes }) =>
    addToView(
      dy,
      x.shape,
      layoutOf(x.shape, (shape, strides) => layout(shape, strides, attributes)),
    ),
});

/**
 * The diagonal of the last two axes: [..., m, n] gives [..., length]; `offset` counts diagonals above the main one.
 * A view. Gradient: dy on the diagonal, zeros beside it.
 */
export function diagonal(x: Tensor, offset = 0): Tensor {
  return applyView(diagonalOp, x, { offset });
}

/** Matrices with `x` on their diagonal and zeros beside it: [..., n] gives [..., n, n]. Gradient: dy's diagonal. */
export function diagonalMatrix(x: Tensor): Tensor {
  if (x.rank === 0) throw new ShapeError("diagonalMatrix: expected one axis or more, got []");
  const shape = [...x.shape, x.shape.at(-1)!];
  return addToView(
    x,
    shape,
    layoutOf(shape, (s, strides) => layout(s, strides, { offset: 0 })),
  );
}
