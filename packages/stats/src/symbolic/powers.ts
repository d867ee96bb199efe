import { mul } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { xlogy } from "./functions.js";
import { logRatio } from "./logarithms.js";
import type { Term } from "./term.js";

/** log of (x/scale)^exponent, x ≥ 0; the power 0^0 is 1. */
export function logPower(x: Term, scale: Term, exponent: Term): Term {
  return where(lessThan(0, x), mul(exponent, logRatio(x, scale)), xlogy(exponent, x));
}
