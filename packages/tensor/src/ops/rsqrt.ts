import { unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** 1/√x. Gradient: -½·dy·y³. Integers as float32. */
export const rsqrt = unary({
  name: "rsqrt",
  domain: "float",
  value: (x) => x.like(1).div(x.sqrt()),
  gradients: [(dy, { output }) => mul(mul(dy, -0.5), mul(output, mul(output, output)))],
});
