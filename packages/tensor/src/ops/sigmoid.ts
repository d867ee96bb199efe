import { sigmoidFunction } from "../expression/functions/sigmoid.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { sub } from "./sub.js";

/** 1/(1+e⁻ˣ), without overflow at either end. Gradient: dy·y(1-y). Integers as float32. */
export const sigmoid = unary({
  name: "sigmoid",
  domain: "float",
  value: (x) => x.call(sigmoidFunction),
  gradients: [(dy, { output }) => mul(dy, mul(output, sub(1, output)))],
});
