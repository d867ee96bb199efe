import { sizeOf } from "../shape.js";
import { div } from "./div.js";
import { stretch } from "./keptShape.js";
import { meanDtype, reduction } from "./reduction.js";

/** (1/n) Σ x over the axes; NaN over none. Integers and bool as float32. Gradient: dy/n, stretched. */
export const mean = reduction({
  name: "mean",
  dtype: meanDtype,
  rule: { initial: () => 0, combine: (a, b) => a.add(b), finish: (total, count) => total.div(count) },
  gradients: [
    (dy, { x, attributes: { axes } }) =>
      stretch(div(dy, sizeOf(axes.map((axis) => x.shape[axis]!))), x.shape, axes),
  ],
});
