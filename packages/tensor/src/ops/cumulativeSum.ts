import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import { kernelOp } from "./kernel.js";
import { lanes } from "./lanes.js";
import { sumDtype } from "./reduction.js";

/** The axis, the last by default; from the end; without the element itself. */
export interface CumulativeOptions {
  readonly axis?: number;
  readonly reverse?: boolean;
  readonly exclusive?: boolean;
}

type Attributes = { readonly axis: number; readonly reverse: boolean; readonly exclusive: boolean };

const cumulativeSumOp = kernelOp<Attributes>({
  name: "cumulativeSum",
  infer: ([x]) => ({ dtype: x!.dtype, shape: x!.shape }),
  compute: ([x], out, { axis, reverse, exclusive }) => {
    lanes(x!.shape, axis, (start, step, n) => {
      let total = 0;
      for (let k = 0; k < n; k++) {
        const at = start + (reverse ? n - 1 - k : k) * step;
        if (exclusive) out.data[at] = total;
        total += x!.data[at]!;
        if (!exclusive) out.data[at] = total;
      }
    });
  },
  gradients: [
    (dy, { attributes: { axis, reverse, exclusive } }) =>
      cumulativeSum(dy, { axis, reverse: !reverse, exclusive }),
  ],
});

/**
 * y_k = Σ_{i≤k} x_i along an axis (the last by default); with `reverse` i ≥ k, with `exclusive` without i = k.
 * bool and uint8 are summed in int32. Gradient: the cumulative sum of dy the other way.
 */
export function cumulativeSum(x: Tensor, options: CumulativeOptions = {}): Tensor {
  const { axis = -1, reverse = false, exclusive = false } = options;
  const attributes = { axis: normalizeAxis(axis, x.rank, "cumulativeSum"), reverse, exclusive };
  return scope(() => execute(cumulativeSumOp, [castTo(x, sumDtype(x.dtype))], attributes));
}
