import { log1pmx as log1pmxValue } from "../special/logarithms.js";
import { add, div, neg } from "./arithmetic.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const operation: Operation = {
  name: "log1pmx",
  value: (u) => log1pmxValue(u!),
  derivatives: [([u]) => neg(div(u!, add(1, u!)))],
};

/** log(1+u) - u, without cancellation near 0. */
export function log1pmx(u: TermLike): Term {
  return apply(operation, u);
}
