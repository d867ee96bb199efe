import { abs } from "./abs.js";
import { add } from "./add.js";
import { div } from "./div.js";
import { unary } from "./elementwise.js";
import { square } from "./square.js";

/** x/(1+|x|). Gradient: dy/(1+|x|)². Integers as float32. */
export const softsign = unary({
  name: "softsign",
  domain: "float",
  value: (x) => x.div(x.abs().add(1)),
  gradients: [(dy, { x }) => div(dy, square(add(abs(x), 1)))],
});
