import { binary } from "./elementwise.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";

/** x / y; integers and bool are divided as float32. Gradients: dy/y, -dy·(x/y)/y. */
export const div = binary({
  name: "div",
  domain: "float",
  value: (x, y) => x.div(y),
  gradients: [(dy, { y }) => div(dy, y), (dy, { y, output }) => neg(div(mul(dy, output), y))],
});
