import { unary } from "./elementwise.js";

/** -x. Gradient: -dy. Integers wrap; bool counts as int32. */
export const neg = unary({
  name: "neg",
  value: (x) => x.neg(),
  gradients: [(dy) => neg(dy)],
});
