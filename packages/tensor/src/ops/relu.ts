import { greater } from "./comparisons.js";
import { unary } from "./elementwise.js";
import { where } from "./where.js";

/** max(x, 0). Gradient: dy where x > 0, else 0. */
export const relu = /* @__PURE__ */ unary({
  name: "relu",
  value: (x) => x.maximum(0),
  gradients: [(dy, { x }) => where(greater(x, 0), dy, 0)],
});
