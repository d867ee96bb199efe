import { unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** x². Gradient: 2x·dy. Integers wrap. */
export const square = unary({
  name: "square",
  value: (x) => x.mul(x),
  gradients: [(dy, { x }) => mul(dy, mul(x, 2))],
});
