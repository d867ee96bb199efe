import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { normalizeAxes, reducedShape, type Shape, sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import { compositeOp } from "./composite.js";
import { div } from "./div.js";
import { stretch } from "./keptShape.js";
import { mean } from "./mean.js";
import { mul } from "./mul.js";
import { meanDtype, type ReductionOptions } from "./reduction.js";
import { sqrt } from "./sqrt.js";
import { square } from "./square.js";
import { sub } from "./sub.js";
import { sum } from "./sum.js";

/** Where to reduce, and what to subtract from n in the denominator: 0 by default, 1 for the unbiased estimate. */
export interface VarianceOptions extends ReductionOptions {
  readonly correction?: number;
}

interface Attributes extends Record<string, unknown> {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  readonly correction: number;
}

function degrees(shape: Shape, { axes, correction }: Attributes): number {
  return Math.max(0, sizeOf(axes.map((axis) => shape[axis]!)) - correction);
}

const varianceOp = compositeOp<Attributes>({
  name: "variance",
  infer: ([x], { axes, keepDims }) => ({ dtype: x!.dtype, shape: reducedShape(x!.shape, axes, keepDims) }),
  decompose: ([x], attributes) => {
    const { axes, keepDims } = attributes;
    const centred = sub(x!, mean(x!, { axes, keepDims: true }));
    return div(sum(square(centred), { axes, keepDims }), degrees(x!.shape, attributes));
  },
  gradients: [
    (dy, { x, attributes }) => {
      const centred = sub(x, mean(x, { axes: attributes.axes, keepDims: true }));
      return mul(stretch(div(mul(dy, 2), degrees(x.shape, attributes)), x.shape, attributes.axes), centred);
    },
  ],
});

/**
 * σ² = Σ (x-μ)² / (n - correction) over the axes, in two passes; NaN of nothing. Integers as float32.
 * Gradient: 2(x-μ)·dy/(n - correction).
 */
export function variance(x: Tensor, options: VarianceOptions = {}): Tensor {
  const axes = normalizeAxes(options.axes, x.rank, "variance");
  const { keepDims = false, correction = 0 } = options;
  return scope(() => execute(varianceOp, [castTo(x, meanDtype(x.dtype))], { axes, keepDims, correction }));
}

/** √variance. Gradient: (x-μ)·dy/((n - correction)·σ), NaN where σ = 0. */
export function standardDeviation(x: Tensor, options: VarianceOptions = {}): Tensor {
  return scope(() => sqrt(variance(x, options)));
}
