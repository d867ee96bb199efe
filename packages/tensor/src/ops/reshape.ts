import { ShapeError } from "../errors.js";
import { contiguousStrides, formatShape, isContiguous, type Shape, sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { applyView, viewOp } from "./view.js";

const reshapeOp = viewOp<{ shape: Shape }>({
  name: "reshape",
  shape: (from, { shape }) => {
    if (sizeOf(from) !== sizeOf(shape)) {
      throw new ShapeError(
        `reshape: ${formatShape(from)} has ${sizeOf(from)} elements, ${formatShape(shape)} ${sizeOf(shape)}`,
      );
    }
    return shape;
  },
  layout: (from, strides, { shape }) => {
    const regrouped = isContiguous(from, strides) ? contiguousStrides(shape) : regroup(from, strides, shape);
    return regrouped && { shape, strides: regrouped, offset: 0 };
  },
  gradient: (dy, { x }) => reshape(dy, x.shape),
});

/**
 * Strides that read a strided tensor as `to` without a copy, or null. Both shapes are cut into groups of equal
 * size; within a group the source's axes must follow one another in memory.
 */
function regroup(from: Shape, strides: readonly number[], to: Shape): number[] | null {
  if (sizeOf(to) === 0) return contiguousStrides(to);
  const axes = from.map((n, axis) => ({ n, stride: strides[axis]! })).filter(({ n }) => n !== 1);
  const out = new Array<number>(to.length).fill(0);
  let i = axes.length - 1;
  let j = to.length - 1;
  while (i >= 0) {
    let size = axes[i]!.n;
    const inner = axes[i]!.stride;
    let target = 1;
    let step = inner;
    while (target !== size) {
      if (target < size) {
        out[j] = step;
        step *= to[j]!;
        target *= to[j--]!;
      } else {
        if (axes[i - 1]!.stride !== axes[i]!.stride * axes[i]!.n) return null;
        size *= axes[--i]!.n;
      }
    }
    i--;
  }
  return out;
}

/** The same elements in another shape; one length may be -1, and follows from the others. A view where it can be. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return applyView(reshapeOp, x, { shape: resolve(x.shape, shape) });
}

function resolve(from: Shape, shape: Shape): Shape {
  const open = shape.indexOf(-1);
  if (open < 0) return [...shape];
  const rest = shape.reduce((size, n, axis) => (axis === open ? size : size * n), 1);
  const n = sizeOf(from) / rest;
  if (!Number.isInteger(n) || shape.lastIndexOf(-1) !== open) {
    throw new ShapeError(`reshape: ${formatShape(from)} doesn't fit ${formatShape(shape)}`);
  }
  return shape.map((length, axis) => (axis === open ? n : length));
}

/** The same tensor as a value of its own, so that gradients by it are told from gradients by the original. */
export function identity(x: Tensor): Tensor {
  return reshape(x, x.shape);
}

/** Without the axes of length 1, or without those named, which must have length 1. */
export function squeeze(x: Tensor, axes?: number | readonly number[]): Tensor {
  const named =
    axes === undefined ? undefined : [axes].flat().map((axis) => (axis < 0 ? axis + x.rank : axis));
  for (const axis of named ?? []) {
    if (x.shape[axis] !== 1)
      throw new ShapeError(`squeeze: axis ${axis} of ${formatShape(x.shape)} doesn't have length 1`);
  }
  return reshape(
    x,
    x.shape.filter((n, axis) => (named ? !named.includes(axis) : n !== 1)),
  );
}

/** With a new axis of length 1 at `axis`, counted in the result. */
export function expandDims(x: Tensor, axis: number): Tensor {
  const at = axis < 0 ? axis + x.rank + 1 : axis;
  if (at < 0 || at > x.rank) throw new ShapeError(`expandDims: axis ${axis} is outside ${x.rank + 1} axes`);
  return reshape(x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
}

/** All axes from `start` on in one. */
export function flatten(x: Tensor, start = 0): Tensor {
  return reshape(x, [...x.shape.slice(0, start), sizeOf(x.shape.slice(start))]);
}
