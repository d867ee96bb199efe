import { ShapeError } from "../errors.js";
import { formatShape, normalizeAxis, type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { ViewLayout } from "./op.js";
import { addToView, layoutOf } from "./strided.js";
import { applyView, viewOp } from "./view.js";

/** How far windows stand apart, and the elements within one; 1 by default. */
export interface WindowOptions {
  readonly step?: number;
  readonly dilation?: number;
}

interface Attributes extends Record<string, unknown> {
  readonly axis: number;
  readonly length: number;
  readonly step: number;
  readonly dilation: number;
}

function windowedShape(shape: Shape, { axis, length, step, dilation }: Attributes): number[] {
  const count = Math.floor((shape[axis]! - dilation * (length - 1) - 1) / step) + 1;
  return [...shape.map((n, a) => (a === axis ? Math.max(0, count) : n)), length];
}

function layout(shape: Shape, strides: readonly number[], attributes: Attributes): ViewLayout {
  const { axis, step, dilation } = attributes;
  return {
    shape: windowedShape(shape, attributes),
    strides: [...strides.map((s, a) => (a === axis ? s * step : s)), strides[axis]! * dilation],
    offset: 0,
  };
}

const windowsOp = viewOp<Attributes>({
  name: "windows",
  shape: windowedShape,
  layout,
  gradient: (dy, { x, attributes }) => fold(dy, attributes.axis, x.shape[attributes.axis]!, attributes),
});

function checkCounts(where: string, counts: Readonly<Record<string, number>>): void {
  for (const name in counts) {
    const count = counts[name]!;
    if (!Number.isInteger(count) || count < 1) {
      throw new ShapeError(`${where}: expected a ${name} of 1 or more, got ${count}`);
    }
  }
}

/**
 * The windows of `length` elements that slide along an axis: [..., n, ...] gives [..., count, ..., length], where
 * count = ⌊(n - dilation·(length - 1) - 1) / step⌋ + 1 (0 where none fits). A view. Gradient: `fold` of dy.
 */
export function windows(x: Tensor, axis: number, length: number, options: WindowOptions = {}): Tensor {
  const { step = 1, dilation = 1 } = options;
  checkCounts("windows", { length, step, dilation });
  return applyView(windowsOp, x, { axis: normalizeAxis(axis, x.rank, "windows"), length, step, dilation });
}

/**
 * Adds windows up where they overlap, the adjoint of `windows`: [..., count, ..., length] gives [..., n, ...].
 * ShapeError where an axis of n elements doesn't have that number of windows. Gradient: the windows of dy.
 */
export function fold(x: Tensor, axis: number, n: number, options: WindowOptions = {}): Tensor {
  const { step = 1, dilation = 1 } = options;
  checkCounts("fold", { step, dilation });
  if (!Number.isInteger(n) || n < 0) throw new ShapeError(`fold: ${n} is no count`);
  if (x.rank < 2) throw new ShapeError(`fold: expected two axes or more, got ${formatShape(x.shape)}`);
  const at = normalizeAxis(axis, x.rank - 1, "fold");
  const shape = x.shape.slice(0, -1).map((length, a) => (a === at ? n : length));
  const attributes = { axis: at, length: x.shape.at(-1)!, step, dilation };
  const expected = windowedShape(shape, attributes);
  if (!sameShape(expected, x.shape)) {
    throw new ShapeError(
      `fold: expected windows of shape ${formatShape(expected)}, got ${formatShape(x.shape)}`,
    );
  }
  return addToView(
    x,
    shape,
    layoutOf(shape, (s, strides) => layout(s, strides, attributes)),
  );
}
