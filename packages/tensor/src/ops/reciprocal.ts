import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";

/** 1/x. Gradient: -dy·y². Integers as float32. */
export const reciprocal = unary({
  name: "reciprocal",
  domain: "float",
  value: (x) => x.like(1).div(x),
  gradients: [(dy, { output }) => neg(mul(dy, mul(output, output)))],
});
