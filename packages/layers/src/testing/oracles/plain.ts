import type { Shape } from "@mebae/tensor";

/** Numbers of a shape in row-major order, without the package's ops: what oracles take and give. */
export interface Plain {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
}

/** A layer's formula in float64: from its inputs and its variables by path to its output. */
export type Oracle = (inputs: readonly Plain[], variable: (path: string) => Plain) => Plain;

/** The value at an index, and 0 outside: what padding by zeros reads. */
export function at({ shape, data }: Plain, ...index: number[]): number {
  let offset = 0;
  for (const [axis, size] of shape.entries()) {
    const i = index[axis]!;
    if (i < 0 || i >= size) return 0;
    offset = offset * size + i;
  }
  return data[offset]!;
}

/** An array of f of each index. */
export function fill(shape: Shape, f: (...index: number[]) => number): Plain {
  const size = shape.reduce((product, n) => product * n, 1);
  const data = Array.from({ length: size }, (_, place) => {
    const index = new Array<number>(shape.length);
    let rest = place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return f(...index);
  });
  return { shape, data };
}

/** Σ f(i) for i from 0 to count - 1. */
export function sum(count: number, f: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += f(i);
  return total;
}

/** Σ f(i, j) over a table of rows and columns. */
export function sum2(rows: number, columns: number, f: (i: number, j: number) => number): number {
  return sum(rows, (i) => sum(columns, (j) => f(i, j)));
}

/** f of every element. */
export function map(x: Plain, f: (value: number) => number): Plain {
  return { shape: x.shape, data: Array.from(x.data, f) };
}

/** f of the elements of two arrays, the shorter axes of either stretched as NumPy does. */
export function pairs(x: Plain, y: Plain, f: (a: number, b: number) => number): Plain {
  const rank = Math.max(x.shape.length, y.shape.length);
  const from = ({ shape }: Plain, axis: number) => shape[axis - rank + shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => Math.max(from(x, axis), from(y, axis)));
  const read = (one: Plain, index: readonly number[]) =>
    at(one, ...one.shape.map((size, axis) => (size === 1 ? 0 : index[axis + rank - one.shape.length]!)));
  return fill(shape, (...index) => f(read(x, index), read(y, index)));
}

/** xW + b over the last axis of x. */
export function affine(x: Plain, weight: Plain, bias?: Plain): Plain {
  const [inputs, outputs] = weight.shape as readonly [number, number];
  return fill([...x.shape.slice(0, -1), outputs], (...index) => {
    const [row, k] = [index.slice(0, -1), index.at(-1)!];
    return sum(inputs, (i) => at(x, ...row, i) * at(weight, i, k)) + (bias ? at(bias, k) : 0);
  });
}

/** e^x / Σ e^x along an axis, the last by default. */
export function softmax(x: Plain, axis = x.shape.length - 1): Plain {
  return fill(x.shape, (...index) => {
    const along = (i: number) => Math.exp(at(x, ...index.with(axis, i)));
    return along(index[axis]!) / sum(x.shape[axis]!, along);
  });
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
