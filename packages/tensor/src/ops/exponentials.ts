import { expFunction } from "../expression/functions/exp.js";
import { expm1Function } from "../expression/functions/expm1.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** eˣ. Gradient: dy·y. Integers as float32. */
export const exp = unary({
  name: "exp",
  domain: "float",
  value: (x) => x.call(expFunction),
  gradients: [(dy, { output }) => mul(dy, output)],
});

/** eˣ - 1, exact near 0. Gradient: dy·eˣ. Integers as float32. */
export const expm1 = unary({
  name: "expm1",
  domain: "float",
  value: (x) => x.call(expm1Function),
  gradients: [(dy, { x }) => mul(dy, exp(x))],
});
