import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { normalizeAxes, reducedShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { add } from "./add.js";
import { castTo } from "./cast.js";
import { compositeOp } from "./composite.js";
import { exp } from "./exponentials.js";
import { max } from "./extremes.js";
import { isFinite as isFiniteOp } from "./finiteness.js";
import { stretch } from "./keptShape.js";
import { log } from "./logarithms.js";
import { mul } from "./mul.js";
import type { ReductionAttributes } from "./op.js";
import { meanDtype, type ReductionOptions } from "./reduction.js";
import { reshape } from "./reshape.js";
import { sub } from "./sub.js";
import { sum } from "./sum.js";
import { where } from "./where.js";

const logSumExpOp = compositeOp<ReductionAttributes>({
  name: "logSumExp",
  infer: ([x], { axes, keepDims }) => ({ dtype: x!.dtype, shape: reducedShape(x!.shape, axes, keepDims) }),
  decompose: ([x], { axes, keepDims }) => {
    if (x!.size === 0) return log(sum(x!, { axes, keepDims }));
    const largest = max(x!, { axes, keepDims: true });
    // An infinite maximum is not subtracted: Infinity - Infinity is NaN.
    const shift = where(isFiniteOp(largest), largest, 0);
    const total = log(sum(exp(sub(x!, shift)), { axes, keepDims }));
    return add(total, reshape(shift, total.shape));
  },
  gradients: [
    (dy, { x, output, attributes: { axes } }) =>
      mul(stretch(dy, x.shape, axes), exp(sub(x, stretch(output, x.shape, axes)))),
  ],
});

/**
 * log Σ eˣ over the axes, by subtracting the maximum; -Infinity of nothing and of all -Infinity, Infinity where one
 * is. Integers as float32. Gradient: dy·e^(x-y).
 */
export function logSumExp(x: Tensor, options: ReductionOptions = {}): Tensor {
  const axes = normalizeAxes(options.axes, x.rank, "logSumExp");
  const { keepDims = false } = options;
  return scope(() => execute(logSumExpOp, [castTo(x, meanDtype(x.dtype))], { axes, keepDims }));
}
