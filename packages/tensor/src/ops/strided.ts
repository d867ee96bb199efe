import { execute } from "../execute.js";
import { contiguousStrides, isContiguous, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import type { ViewLayout } from "./op.js";
import { applyView, viewOp } from "./view.js";

/** How a view reads a contiguous array, in elements. */
type Layout = ViewLayout & Readonly<Record<string, unknown>>;

interface AddAttributes extends Record<string, unknown> {
  readonly layout: Layout;
  readonly shape: Shape;
}

/** So many elements of a strided view: in a contiguous array a step apart from `place` on, in the view from `i` on. */
export interface Run {
  readonly place: number;
  readonly step: number;
  readonly i: number;
  readonly count: number;
}

/** Calls back with the places of a strided view's elements, in row-major order and in runs as long as its last axes allow. */
export function eachRun(layout: ViewLayout, visit: (run: Run) => void): void {
  const { shape, strides, offset } = layout;
  let last = shape.length - 1;
  const step = strides[last] ?? 1;
  let count = shape[last] ?? 1;
  while (last > 0 && strides[last - 1] === count * step) count *= shape[--last]!;
  if (count === 0) return;
  let i = 0;
  const walk = (axis: number, start: number): void => {
    if (axis >= last) {
      visit({ place: start, step, i, count });
      i += count;
    } else
      for (let k = 0, place = start; k < shape[axis]!; k++, place += strides[axis]!) walk(axis + 1, place);
  };
  walk(0, offset);
}

const addOp = kernelOp<AddAttributes>({
  name: "addToView",
  infer: ([x], { shape }) => ({ dtype: x!.dtype, shape }),
  compute: ([x], out, { layout }) => {
    const [from, to] = [x!.data, out.data];
    eachRun(layout, ({ place, step, i, count }) => {
      // A view that is one run, as parts along the first axis are, adds nothing up.
      if (step === 1 && count === from.length) to.set(from, place);
      else for (let k = 0; k < count; k++) to[place + k * step]! += from[i + k]!;
    });
  },
  gradients: [(dy, { attributes: { layout } }) => readView(dy, layout)],
});

const readOp = viewOp<Layout>({
  name: "readView",
  shape: (_, { shape }) => shape,
  layout: (shape, strides, layout) => (isContiguous(shape, strides) ? layout : null),
  gradient: (dy, { x, attributes }) => addToView(dy, x.shape, attributes),
});

/**
 * The adjoint of any strided view of a contiguous tensor: zeros of `shape`, to which the elements of `x` are added
 * at the places where the view would read them. Gradient: the view of dy.
 */
export function addToView(x: Tensor, shape: Shape, layout: ViewLayout): Tensor {
  return execute(addOp, [x], { layout: { ...layout }, shape });
}

/** The strided view itself; of a copy where `x` isn't contiguous. */
export function readView(x: Tensor, layout: ViewLayout): Tensor {
  return applyView(readOp, x, { ...layout });
}

/** The layout of a view of a contiguous tensor of `shape`. */
export function layoutOf(
  shape: Shape,
  layout: (shape: Shape, strides: readonly number[]) => ViewLayout,
): ViewLayout {
  return layout(shape, contiguousStrides(shape));
}
