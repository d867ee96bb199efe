import { addLoops, divLoops, mulLoops, negLoops, squareLoops, subLoops } from "./arithmeticLoops.js";
import { apply, constant, isConstant, type Operation, type Term, type TermLike, toTerm } from "./term.js";

const one = constant(1);
const zero = constant(0);

const addition: Operation = {
  name: "add",
  value: (a, b) => a! + b!,
  derivatives: [() => one, () => one],
  simplify: (a, b) => (isConstant(a!, 0) ? b : isConstant(b!, 0) ? a : undefined),
  loops: addLoops,
};

const subtraction: Operation = {
  name: "sub",
  value: (a, b) => a! - b!,
  derivatives: [() => one, () => constant(-1)],
  simplify: (a, b) => (isConstant(b!, 0) ? a : isConstant(a!, 0) ? neg(b!) : a === b ? zero : undefined),
  loops: subLoops,
};

// A factor of 0 is a derivative that vanishes: 0 whatever the other is, infinity included.
const multiplication: Operation = {
  name: "mul",
  value: (a, b) => a! * b!,
  derivatives: [([, b]) => b!, ([a]) => a!],
  simplify: (a, b) => {
    if (isConstant(a!, 0) || isConstant(b!, 0)) return zero;
    if (isConstant(a!, 1)) return b;
    if (isConstant(b!, 1)) return a;
    if (isConstant(a!, -1)) return neg(b!);
    if (isConstant(b!, -1)) return neg(a!);
    return undefined;
  },
  loops: mulLoops,
};

const division: Operation = {
  name: "div",
  value: (a, b) => a! / b!,
  derivatives: [([, b]) => div(1, b!), ([, b], self) => neg(div(self, b!))],
  simplify: (a, b) => (isConstant(a!, 0) ? zero : isConstant(b!, 1) ? a : undefined),
  loops: divLoops,
};

const negation: Operation = {
  name: "neg",
  value: (a) => -a!,
  derivatives: [() => constant(-1)],
  simplify: (a) => (a!.kind === "application" && a.operation === negation ? a.inputs[0] : undefined),
  loops: negLoops,
};

const squaring: Operation = {
  name: "square",
  value: (a) => a! * a!,
  derivatives: [([a]) => mul(2, a!)],
  loops: squareLoops,
};

export function add(first: TermLike, ...others: TermLike[]): Term {
  return others.reduce<Term>((sum, other) => apply(addition, sum, other), toTerm(first));
}

export function sub(a: TermLike, b: TermLike): Term {
  return apply(subtraction, a, b);
}

export function mul(first: TermLike, ...others: TermLike[]): Term {
  return others.reduce<Term>((product, other) => apply(multiplication, product, other), toTerm(first));
}

export function div(a: TermLike, b: TermLike): Term {
  return apply(division, a, b);
}

export function neg(a: TermLike): Term {
  return apply(negation, a);
}

export function square(a: TermLike): Term {
  return apply(squaring, a);
}
