import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { sign } from "./sign.js";

/** |x|. Gradient: dy·sign(x), which is 0 at 0. */
export const abs = unary({
  name: "abs",
  value: (x) => x.abs(),
  gradients: [(dy, { x }) => mul(dy, sign(x))],
});
