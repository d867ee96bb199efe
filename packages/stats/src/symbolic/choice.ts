import { apply, type Operation, type Term, type TermLike } from "./term.js";

const choosing: Operation = {
  name: "where",
  value: (condition, a, b) => (condition ? a! : b!),
  // Each derivative is chosen too, so that the branch not taken can't spoil it by an infinity.
  derivatives: [null, ([condition]) => where(condition!, 1, 0), ([condition]) => where(condition!, 0, 1)],
  simplify: (condition, a, b) =>
    condition!.kind === "constant" ? (condition.value ? a : b) : a === b ? a : undefined,
};

const less: Operation = { name: "lessThan", value: (a, b) => (a! < b! ? 1 : 0), derivatives: [null, null] };

const rounding: Operation = { name: "floor", value: (a) => Math.floor(a!), derivatives: [null] };

/** a where the condition isn't 0, else b. */
export function where(condition: TermLike, a: TermLike, b: TermLike): Term {
  return apply(choosing, condition, a, b);
}

/** Whether a term is a choice between others. */
export function isChoice(operation: Operation): boolean {
  return operation === choosing;
}

/** 1 where a < b, else 0. */
export function lessThan(a: TermLike, b: TermLike): Term {
  return apply(less, a, b);
}

export function floor(a: TermLike): Term {
  return apply(rounding, a);
}

export function minimum(a: TermLike, b: TermLike): Term {
  return where(lessThan(a, b), a, b);
}

export function maximum(a: TermLike, b: TermLike): Term {
  return where(lessThan(a, b), b, a);
}
