import { UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { normalizeAxes, reducedShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { abs } from "./abs.js";
import { castTo } from "./cast.js";
import { equal } from "./comparisons.js";
import { compositeOp } from "./composite.js";
import { div } from "./div.js";
import { max } from "./extremes.js";
import { stretch } from "./keptShape.js";
import { mul } from "./mul.js";
import type { ReductionAttributes } from "./op.js";
import { meanDtype, type ReductionOptions } from "./reduction.js";
import { sqrt } from "./sqrt.js";
import { square } from "./square.js";
import { sum } from "./sum.js";
import { where } from "./where.js";

/** Where to reduce, and which norm: 2 (by default), 1 or Infinity. */
export interface NormOptions extends ReductionOptions {
  readonly order?: number;
}

const euclideanOp = compositeOp<ReductionAttributes>({
  name: "norm",
  infer: ([x], { axes, keepDims }) => ({ dtype: x!.dtype, shape: reducedShape(x!.shape, axes, keepDims) }),
  decompose: ([x], options) => sqrt(sum(square(x!), options)),
  gradients: [
    (dy, { x, output, attributes: { axes } }) => {
      const ratio = div(dy, where(equal(output, 0), 1, output));
      return mul(stretch(ratio, x.shape, axes), x);
    },
  ],
});

/**
 * √Σx² over the axes; Σ|x| for order 1, max |x| for order Infinity. Squares must not overflow. Integers as float32.
 * Gradient of order 2: dy·x/y, and 0 where y = 0.
 */
export function norm(x: Tensor, options: NormOptions = {}): Tensor {
  const { order = 2, keepDims = false } = options;
  const axes = normalizeAxes(options.axes, x.rank, "norm");
  return scope(() => {
    const float = castTo(x, meanDtype(x.dtype));
    if (order === 2) return execute(euclideanOp, [float], { axes, keepDims });
    if (order === 1) return sum(abs(float), { axes, keepDims });
    if (order === Number.POSITIVE_INFINITY) return max(abs(float), { axes, keepDims });
    throw new UsageError(`norm: expected order 1, 2 or Infinity, got ${order}`);
  });
}
