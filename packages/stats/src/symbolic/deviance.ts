import { deviance as devianceValue } from "../special/deviance.js";
import { div, mul, neg } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const operation: Operation = {
  name: "deviance",
  value: (u, onePlus) => devianceValue(u!, onePlus!),
  // 1 + u is u written otherwise: the derivative -u/(1+u) goes by the one whose own derivative loses nothing.
  derivatives: [
    ([u, onePlus]) => where(isSmall(u!), neg(div(u!, onePlus!)), 0),
    ([u, onePlus]) => where(isSmall(u!), 0, neg(div(u!, onePlus!))),
  ],
};

function isSmall(u: Term): Term {
  return mul(lessThan(-0.5, u), lessThan(u, 0.5));
}

/** log(1+u) - u, given both u and 1 + u, of which either may be known better. */
export function deviance(u: TermLike, onePlus: TermLike): Term {
  return apply(operation, u, onePlus);
}
