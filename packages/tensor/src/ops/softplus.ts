import { softplusFunction } from "../expression/functions/softplus.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { sigmoid } from "./sigmoid.js";

/** log(1+eˣ), without overflow. Gradient: dy·sigmoid(x). Integers as float32. */
export const softplus = unary({
  name: "softplus",
  domain: "float",
  value: (x) => x.call(softplusFunction),
  gradients: [(dy, { x }) => mul(dy, sigmoid(x))],
});
