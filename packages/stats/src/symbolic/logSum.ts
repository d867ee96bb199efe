import { add, sub } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { exp, log1p } from "./functions.js";
import type { Term } from "./term.js";

/** log(eᵃ + eᵇ), of which one may be 0. */
export function logSum(a: Term, b: Term): Term {
  return where(lessThan(a, b), add(b, log1p(exp(sub(a, b)))), add(a, log1p(exp(sub(b, a)))));
}
