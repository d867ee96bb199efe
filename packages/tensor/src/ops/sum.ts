import { stretch } from "./keptShape.js";
import { reduction, sumDtype } from "./reduction.js";

/**
 * Σ x over the axes; 0 over none. bool and uint8 are summed in int32, float32 in fixed blocks.
 * Gradient: dy, stretched.
 */
export const sum = reduction({
  name: "sum",
  dtype: sumDtype,
  rule: { initial: () => 0, combine: (a, b) => a.add(b) },
  gradients: [(dy, { x, attributes }) => stretch(dy, x.shape, attributes.axes)],
});
