import { type DType, isFloat } from "../dtype.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import { equal } from "./comparisons.js";
import { div } from "./div.js";
import { stretch } from "./keptShape.js";
import type { GradientContext, ReductionAttributes } from "./op.js";
import { reduction } from "./reduction.js";
import { sum } from "./sum.js";
import { where } from "./where.js";

/** The lowest value of a dtype. */
function lowest(dtype: DType): number {
  if (isFloat(dtype)) return Number.NEGATIVE_INFINITY;
  return dtype === "int32" ? -(2 ** 31) : 0;
}

/** The highest value of a dtype. */
function highest(dtype: DType): number {
  if (isFloat(dtype)) return Number.POSITIVE_INFINITY;
  return dtype === "int32" ? 2 ** 31 - 1 : dtype === "uint8" ? 255 : 1;
}

function toExtremes(
  dy: Tensor,
  { x, output, attributes: { axes } }: GradientContext<ReductionAttributes>,
): Tensor {
  const chosen = equal(x, stretch(output, x.shape, axes));
  const count = sum(castTo(chosen, dy.dtype), { axes, keepDims: true });
  return where(chosen, div(stretch(dy, x.shape, axes), count), 0);
}

/**
 * The largest element over the axes; NaN where one is NaN. ShapeError over an axis of length 0.
 * Gradient: dy to the largest, in equal shares where several are equal.
 */
export const max = reduction({
  name: "max",
  nonEmpty: true,
  rule: { initial: lowest, combine: (a, b) => (a.type === "bool" ? a.or(b) : a.maximum(b)) },
  gradients: [toExtremes],
});

/**
 * The smallest element over the axes; NaN where one is NaN. ShapeError over an axis of length 0.
 * Gradient: dy to the smallest, in equal shares where several are equal.
 */
export const min = reduction({
  name: "min",
  nonEmpty: true,
  rule: { initial: highest, combine: (a, b) => (a.type === "bool" ? a.and(b) : a.minimum(b)) },
  gradients: [toExtremes],
});
