import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { formatShape, normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { gatherAlong } from "./gatherAlong.js";
import { kernelOp } from "./kernel.js";
import { lanes } from "./lanes.js";
import { slice } from "./slice.js";

/** The axis, the last by default, and whether the largest comes first. */
export interface SortOptions {
  readonly axis?: number;
  readonly descending?: boolean;
}

interface Attributes extends Record<string, unknown> {
  readonly axis: number;
  readonly descending: boolean;
}

const argSortOp = kernelOp<Attributes>({
  name: "argSort",
  infer: ([x], _) => ({ dtype: "int32", shape: x!.shape }),
  compute: ([x], out, { axis, descending }) => {
    const data = x!.data;
    const sign = descending ? -1 : 1;
    lanes(x!.shape, axis, (start, step, n) => {
      const value = (i: number) => data[start + i * step]!;
      const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => {
        const [a, b] = [value(i), value(j)];
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return a < b ? -sign : a > b ? sign : 0;
      });
      for (let i = 0; i < n; i++) out.data[start + i * step] = order[i]!;
    });
  },
  gradients: [],
});

/**
 * Where the elements of the sorted tensor stand along an axis, as int32. Stable: equal ones keep their order, in
 * either direction; NaN comes last in either direction. Not differentiable.
 */
export function argSort(x: Tensor, options: SortOptions = {}): Tensor {
  const { axis = -1, descending = false } = options;
  return execute(argSortOp, [x], { axis: normalizeAxis(axis, x.rank, "argSort"), descending });
}

/** The elements in order along an axis, as `argSort` has it. Gradient: dy back to where its element stood. */
export function sort(x: Tensor, options: SortOptions = {}): Tensor {
  const axis = normalizeAxis(options.axis ?? -1, x.rank, "sort");
  return scope(() => gatherAlong(x, argSort(x, options), axis));
}

/** The k largest along an axis, largest first. */
export interface TopK extends Disposable {
  readonly values: Tensor;
  /** Their places along the axis, as int32. */
  readonly indices: Tensor;
}

/**
 * The k largest elements along an axis (the last by default), the largest first, and where they stand; of equal
 * ones the first, NaN only where nothing else is left. ShapeError where there are fewer than k. Gradient by `values`:
 * dy back to where its element stood.
 */
export function topK(x: Tensor, k: number, axis = -1): TopK {
  const along = normalizeAxis(axis, x.rank, "topK");
  if (!Number.isInteger(k) || k < 0 || k > x.shape[along]!) {
    throw new ShapeError(
      `topK: axis ${along} of ${formatShape(x.shape)} has length ${x.shape[along]}, so no ${k} largest`,
    );
  }
  using order = argSort(x, { axis: along, descending: true });
  const indices = slice(
    order,
    x.shape.map((_, a) => (a === along ? { stop: k } : null)),
  );
  const values = gatherAlong(x, indices, along);
  return {
    values,
    indices,
    [Symbol.dispose]: () => {
      values.dispose();
      indices.dispose();
    },
  };
}
