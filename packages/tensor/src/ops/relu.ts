import { greater } from "./comparisons.js";
import { unary } from "./elementwise.js";
import { where } from "./where.js";

/**
 * max(x, 0). Gradient: dy where x > 0, else 0; told from the output, which is greater than 0 just where x is, so that
 * nobody needs x any more.
 */
export const relu = unary({
  name: "relu",
  value: (x) => x.maximum(0),
  gradients: [(dy, { output }) => where(greater(output, 0), dy, 0)],
});
