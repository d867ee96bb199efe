import {
  type Backend,
  broadcastTo,
  flip,
  type Shape,
  scope,
  sizeOf,
  slice,
  type Tensor,
  transpose,
} from "@mebae/tensor";
import type { OpCase } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import type { ConformanceOptions } from "./check.js";
import { place } from "./place.js";

/** How an input lies in memory. */
export interface Layout {
  readonly name: string;
  /** The values that the tensor will hold: the drawn ones, unless the layout repeats some. */
  readonly values: (x: DrawnArray) => DrawnArray;
  readonly place: (x: DrawnArray, backend: Backend) => Tensor;
}

function upload(backend: Backend, { dtype }: DrawnArray, shape: Shape, values: ArrayLike<number>): Tensor {
  return place(backend, dtype, shape, values);
}

/** Row-major values at `f(index)` for every index of a shape. */
function gather(shape: Shape, f: (index: number[]) => number): number[] {
  const values: number[] = [];
  const visit = (index: number[]): void => {
    if (index.length === shape.length) values.push(f(index));
    else for (let i = 0; i < shape[index.length]!; i++) visit([...index, i]);
  };
  visit([]);
  return values;
}

function flatIndex(shape: Shape, index: readonly number[]): number {
  return shape.reduce((at, n, axis) => at * n + index[axis]!, 0);
}

export const contiguous: Layout = {
  name: "contiguous",
  values: (x) => x,
  place: (x, backend) => upload(backend, x, x.shape, x.data),
};

const transposed: Layout = {
  name: "transposed",
  values: (x) => x,
  place: (x, backend) => {
    const reversed = [...x.shape].reverse();
    const values = gather(reversed, (index) => x.data[flatIndex(x.shape, [...index].reverse())]!);
    return scope(() => transpose(upload(backend, x, reversed, values)));
  },
};

/** Every second element along every axis of a larger array, from the second on: what lies between is another value. */
const stepped: Layout = {
  name: "sliced with steps",
  values: (x) => x,
  place: (x, backend) => {
    const larger = x.shape.map((n) => 2 * n + 1);
    const values = gather(larger, (index) =>
      index.every((i) => i % 2 === 1)
        ? x.data[
            flatIndex(
              x.shape,
              index.map((i) => (i - 1) / 2),
            )
          ]!
        : 77,
    );
    const ranges = x.shape.map(() => ({ start: 1, step: 2 }));
    return scope(() => slice(upload(backend, x, larger, values), ranges));
  },
};

const reversed: Layout = {
  name: "reversed",
  values: (x) => x,
  place: (x, backend) => scope(() => flip(upload(backend, x, x.shape, [...x.data].reverse()))),
};

/** The first row, stretched over the first axis that is longer than 1. */
const stretched: Layout = {
  name: "broadcast",
  values: (x) => {
    const axis = x.shape.findIndex((n) => n > 1);
    if (axis < 0) return x;
    const first = (index: readonly number[]) => index.map((i, a) => (a === axis ? 0 : i));
    return {
      ...x,
      data: Float64Array.from(gather(x.shape, (index) => x.data[flatIndex(x.shape, first(index))]!)),
    };
  },
  place: (x, backend) => {
    const axis = x.shape.findIndex((n) => n > 1);
    if (axis < 0) return contiguous.place(x, backend);
    const small = x.shape.map((n, a) => (a === axis ? 1 : n));
    const values = gather(small, (index) => x.data[flatIndex(x.shape, index)]!);
    return scope(() => broadcastTo(upload(backend, x, small, values), x.shape));
  },
};

export const layouts: readonly Layout[] = [contiguous, transposed, stepped, reversed, stretched];

/**
 * The layouts in which a call is tested: all that it can have, or where they take turns the one whose turn it is. Turns are
 * counted over an op's calls and over ops, so that each op meets the layouts with other shapes, and each shape with other ops.
 */
export function layoutsOf(c: OpCase, { layouts: choice }: ConformanceOptions, turn: number): Layout[] {
  if (choice !== "in turn") return layouts.filter((layout) => isWorthwhile(layout, c));
  const own = layouts[turn % layouts.length]!;
  return [isWorthwhile(own, c) ? own : contiguous];
}

/** Whether a layout can hold a call's inputs, and differs from the contiguous one for some. */
export function isWorthwhile(layout: Layout, c: OpCase): boolean {
  // Stated and distinct values are what they are for a reason: nothing may repeat them.
  if (layout === stretched && c.inputs.some(({ values, distinct }) => values || distinct)) return false;
  return layout === contiguous || c.inputs.some(({ shape }) => sizeOf(shape) > 1);
}
