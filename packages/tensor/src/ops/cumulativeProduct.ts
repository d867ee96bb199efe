import { scope } from "../scope.js";
import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo, copy } from "./cast.js";
import type { CumulativeOptions } from "./cumulativeSum.js";
import { mul } from "./mul.js";
import { pad } from "./pad.js";
import { sumDtype } from "./reduction.js";
import { slice } from "./slice.js";

/**
 * y_k = Π_{i≤k} x_i along an axis (the last by default); with `reverse` i ≥ k, with `exclusive` without i = k.
 * bool and uint8 are multiplied in int32. Made of log₂ n products of shifted copies, so that its gradient is right
 * where factors are 0.
 */
export function cumulativeProduct(x: Tensor, options: CumulativeOptions = {}): Tensor {
  const { axis = -1, reverse = false, exclusive = false } = options;
  const along = normalizeAxis(axis, x.rank, "cumulativeProduct");
  const n = x.shape[along]!;
  // The same values `by` places further on, ones coming in.
  const shift = (values: Tensor, by: number): Tensor => {
    const range = reverse ? { start: by } : { stop: n - by };
    const ranges = x.shape.map((_, a) => (a === along ? range : null));
    const widths = x.shape.map((_, a): [number, number] =>
      a !== along ? [0, 0] : reverse ? [0, by] : [by, 0],
    );
    return pad(slice(values, ranges), widths, { value: 1 });
  };
  return scope(() => {
    let values = copy(castTo(x, sumDtype(x.dtype)));
    if (exclusive && n > 0) values = shift(values, 1);
    for (let by = 1; by < n; by *= 2) values = mul(values, shift(values, by));
    return values;
  });
}
