import { div } from "./div.js";
import { unary } from "./elementwise.js";

/** √x; NaN below 0. Gradient: dy/(2√x), infinite at 0. Integers as float32. */
export const sqrt = unary({
  name: "sqrt",
  domain: "float",
  value: (x) => x.sqrt(),
  gradients: [(dy, { output }) => div(div(dy, 2), output)],
});
