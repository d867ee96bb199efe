import { div, neg } from "./arithmetic.js";
import { expm1 } from "./functions.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

// Each half of the axis by the function that loses nothing there (Mächler 2012).
const complement: Operation = {
  name: "log1mexp",
  value: (a) => (a! > -Math.LN2 ? Math.log(-Math.expm1(a!)) : Math.log1p(-Math.exp(a!))),
  // -eᵃ/(1 - eᵃ) = -1/(e⁻ᵃ - 1)
  derivatives: [([a]) => neg(div(1, expm1(neg(a!))))],
};

/** log(1 - eᵃ), a < 0: of a probability's logarithm that of its complement. */
export function log1mexp(a: TermLike): Term {
  return apply(complement, a);
}
