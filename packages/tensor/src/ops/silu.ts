import { sigmoidFunction } from "../expression/functions/sigmoid.js";
import { add } from "./add.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { sigmoid } from "./sigmoid.js";
import { sub } from "./sub.js";

/** x·sigmoid(x), also called swish. Gradient: dy·(s + x·s(1-s)) with s = sigmoid(x). Integers as float32. */
export const silu = unary({
  name: "silu",
  domain: "float",
  value: (x) => x.mul(x.call(sigmoidFunction)),
  gradients: [
    (dy, { x }) => {
      const s = sigmoid(x);
      return mul(dy, add(s, mul(x, mul(s, sub(1, s)))));
    },
  ],
});
