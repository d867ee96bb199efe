import { add, div, mul, neg, square, sub } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { apply, constant, isConstant, type Operation, type Term, type TermLike } from "./term.js";

const exponential: Operation = {
  name: "exp",
  value: (a) => Math.exp(a!),
  derivatives: [(_, self) => self],
  loops: {
    row: (out, a, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.exp(a[i]!);
    },
  },
};

const logarithm: Operation = {
  name: "log",
  value: (a) => Math.log(a!),
  derivatives: [([a]) => div(1, a!)],
  loops: {
    row: (out, a, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.log(a[i]!);
    },
  },
};

const exponentialMinusOne: Operation = {
  name: "expm1",
  value: (a) => Math.expm1(a!),
  derivatives: [([a]) => exp(a!)],
};

const logarithmOnePlus: Operation = {
  name: "log1p",
  value: (a) => Math.log1p(a!),
  derivatives: [([a]) => div(1, add(1, a!))],
};

const squareRoot: Operation = {
  name: "sqrt",
  value: (a) => Math.sqrt(a!),
  derivatives: [(_, self) => div(0.5, self)],
};

const power: Operation = {
  name: "pow",
  value: (a, b) => a! ** b!,
  derivatives: [([a, b]) => mul(b!, pow(a!, sub(b!, 1))), ([a], self) => mul(self, log(a!))],
  simplify: (a, b) =>
    isConstant(b!, 1) ? a : isConstant(b!, 0) ? constant(1) : isConstant(b!, 2) ? square(a!) : undefined,
};

const absolute: Operation = {
  name: "abs",
  value: (a) => Math.abs(a!),
  derivatives: [([a]) => where(lessThan(a!, 0), -1, 1)],
};

const sine: Operation = { name: "sin", value: (a) => Math.sin(a!), derivatives: [([a]) => cos(a!)] };

const cosine: Operation = { name: "cos", value: (a) => Math.cos(a!), derivatives: [([a]) => neg(sin(a!))] };

const arctangent: Operation = {
  name: "atan",
  value: (a) => Math.atan(a!),
  derivatives: [([a]) => div(1, add(1, square(a!)))],
};

// 0·log 0 = 0: the density of a shape parameter at which the factor x^0 is 1 up to the bound of the support.
const timesLogarithm: Operation = {
  name: "xlogy",
  value: (a, b) => (a === 0 && b! >= 0 ? 0 : a! * Math.log(b!)),
  derivatives: [([, b]) => log(b!), ([a, b]) => div(a!, b!)],
  simplify: (a) => (isConstant(a!, 0) ? constant(0) : undefined),
};

const timesLogarithmOnePlus: Operation = {
  name: "xlog1py",
  value: (a, b) => (a === 0 && b! >= -1 ? 0 : a! * Math.log1p(b!)),
  derivatives: [([, b]) => log1p(b!), ([a, b]) => div(a!, add(1, b!))],
  simplify: (a) => (isConstant(a!, 0) ? constant(0) : undefined),
};

export const exp = (a: TermLike): Term => apply(exponential, a);
export const log = (a: TermLike): Term => apply(logarithm, a);
export const expm1 = (a: TermLike): Term => apply(exponentialMinusOne, a);
export const log1p = (a: TermLike): Term => apply(logarithmOnePlus, a);
export const sqrt = (a: TermLike): Term => apply(squareRoot, a);
export const pow = (a: TermLike, b: TermLike): Term => apply(power, a, b);
export const abs = (a: TermLike): Term => apply(absolute, a);
export const sin = (a: TermLike): Term => apply(sine, a);
export const cos = (a: TermLike): Term => apply(cosine, a);
export const atan = (a: TermLike): Term => apply(arctangent, a);
/** a·log b, 0 where a is 0. */
export const xlogy = (a: TermLike, b: TermLike): Term => apply(timesLogarithm, a, b);
/** a·log(1 + b), 0 where a is 0. */
export const xlog1py = (a: TermLike, b: TermLike): Term => apply(timesLogarithmOnePlus, a, b);
