import { powFunction } from "../expression/functions/pow.js";
import { equal } from "./comparisons.js";
import { binary } from "./elementwise.js";
import { log } from "./logarithms.js";
import { mul } from "./mul.js";
import { sub } from "./sub.js";
import { where } from "./where.js";

/**
 * xʸ; NaN for a negative x with a broken y. Gradients: dy·y·x^(y-1), 0 where y = 0; dy·xʸ·log x, 0 where x = 0.
 * Integers as float32.
 */
export const pow = binary({
  name: "pow",
  domain: "float",
  value: (x, y) => x.call(powFunction, y),
  // The exponent and base are made harmless where the factor beside them is 0, so that no 0·Infinity arises.
  gradients: [
    (dy, { x, y }) => mul(dy, mul(y, pow(x, sub(where(equal(y, 0), 1, y), 1)))),
    (dy, { x, output }) => mul(dy, mul(output, log(where(equal(x, 0), 1, x)))),
  ],
});
