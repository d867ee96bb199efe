import { digamma as digammaValue, polygamma as polygammaValue } from "@mebae/tensor/scalar";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const orders: Operation[] = [];

/** ψ⁽ⁿ⁾, one operation an order. */
function operationOf(order: number): Operation {
  orders[order] ??= {
    name: `polygamma${order}`,
    value: order === 0 ? (x) => digammaValue(x!) : (x) => polygammaValue(order, x!),
    derivatives: [([x]) => polygamma(order + 1, x!)],
  };
  return orders[order];
}

/** ψ(x) = d log Γ(x)/dx */
export function digamma(x: TermLike): Term {
  return polygamma(0, x);
}

/** ψ⁽ⁿ⁾(x), the n-th derivative of ψ. */
export function polygamma(order: number, x: TermLike): Term {
  return apply(operationOf(order), x);
}
