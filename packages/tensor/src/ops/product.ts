import type { Tensor } from "../tensor.js";
import { concatenate } from "./concatenate.js";
import { keptShape, stretch } from "./keptShape.js";
import { mul } from "./mul.js";
import { pad } from "./pad.js";
import { reduction, sumDtype } from "./reduction.js";
import { reshape } from "./reshape.js";
import { slice } from "./slice.js";
import { transpose } from "./transpose.js";

/**
 * Π x over the axes; 1 over none. bool and uint8 are multiplied in int32.
 * Gradient: dy times the product of the others, right where factors are 0.
 */
export const product = reduction({
  name: "product",
  dtype: sumDtype,
  rule: { initial: () => 1, combine: (a, b) => a.mul(b) },
  gradients: [(dy, { x, attributes: { axes } }) => productGradient(dy, x, axes)],
});

function productGradient(dy: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  if (x.size === 0 || axes.length === 0) return stretch(dy, x.shape, axes);
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const moved = transpose(x, order);
  const kept = moved.shape.slice(0, x.rank - axes.length);
  const rows = reshape(moved, [...kept, x.size / kept.reduce((a, b) => a * b, 1)]);
  const start = reshape(transpose(reshape(dy, keptShape(x.shape, axes)), order), [...kept, 1]);
  return transpose(
    reshape(timesOthers(rows, start), moved.shape),
    order.map((_, axis) => order.indexOf(axis)),
  );
}

/**
 * dy times the product of all other elements of the last axis, without division: the row is folded in half until
 * one product is left, and on the way back each half is multiplied by the other.
 */
function timesOthers(row: Tensor, dy: Tensor): Tensor {
  const n = row.shape.at(-1)!;
  if (n === 1) return dy;
  const half = Math.ceil(n / 2);
  const last = row.rank - 1;
  const ranges = (start: number, stop: number) => [...new Array<null>(last).fill(null), { start, stop }];
  const widths = [...new Array<number>(last).fill(0), [0, 2 * half - n] as const];
  const left = slice(row, ranges(0, half));
  const right = pad(slice(row, ranges(half, n)), widths, { value: 1 });
  const folded = timesOthers(mul(left, right), dy);
  return slice(concatenate([mul(folded, right), mul(folded, left)], last), ranges(0, n));
}
