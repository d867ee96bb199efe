import { log1pOver as value } from "../special/log1pOver.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const orders: Operation[] = [];

/** One operation a derivative. */
function operationOf(order: number): Operation {
  orders[order] ??= {
    name: `log1pOver${order}`,
    value: (u) => value(u!, order),
    derivatives: [([u]) => apply(operationOf(order + 1), u!)],
  };
  return orders[order];
}

/** log(1+u)/u, 1 at 0, whose derivatives are exact there too. */
export function log1pOver(u: TermLike): Term {
  return apply(operationOf(0), u);
}
