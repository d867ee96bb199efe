import { coshFunction } from "../expression/functions/cosh.js";
import { sinhFunction } from "../expression/functions/sinh.js";
import { tanhFunction } from "../expression/functions/tanh.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { square } from "./square.js";
import { sub } from "./sub.js";

/** sinh x = (eˣ - e⁻ˣ)/2. Gradient: dy·cosh x. Integers as float32. */
export const sinh = unary({
  name: "sinh",
  domain: "float",
  value: (x) => x.call(sinhFunction),
  gradients: [(dy, { x }) => mul(dy, cosh(x))],
});

/** cosh x = (eˣ + e⁻ˣ)/2. Gradient: dy·sinh x. Integers as float32. */
export const cosh = unary({
  name: "cosh",
  domain: "float",
  value: (x) => x.call(coshFunction),
  gradients: [(dy, { x }) => mul(dy, sinh(x))],
});

/** tanh x = sinh x / cosh x. Gradient: dy·(1 - y²). Integers as float32. */
export const tanh = unary({
  name: "tanh",
  domain: "float",
  value: (x) => x.call(tanhFunction),
  gradients: [(dy, { output }) => mul(dy, sub(1, square(output)))],
});
