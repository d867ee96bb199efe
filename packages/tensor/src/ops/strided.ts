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

/** Calls back with the place of every element of a strided view, in row-major order. */
export function eachPlace(layout: ViewLayout, visit: (place: number, i: number) => void): void {
  const { shape, strides, offset } = layout;
  const last = shape.length - 1;
  let i = 0;
  const walk = (axis: number, start: number): void => {
    const step = strides[axis]!;
    const n = shape[axis]!;
    for (let k = 0, place = start; k < n; k++, place += step) {
      if (axis === last) visit(place, i++);
      else walk(axis + 1, place);
    }
  };
  if (last < 0) visit(offset, 0);
  else walk(0, offset);
}

const addOp = /* @__PURE__ */ kernelOp<AddAttributes>({
  name: "addToView",
  infer: ([x], { shape }) => ({ dtype: x!.dtype, shape }),
  compute: ([x], out, { layout }) => {
    eachPlace(layout, (place, i) => {
      out.data[place]! += x!.data[i]!;
    });
  },
  gradients: [(dy, { attributes: { layout } }) => readView(dy, layout)],
});

const readOp = /* @__PURE__ */ viewOp<Layout>({
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
