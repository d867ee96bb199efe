import { log1mexp as complementValue } from "../special/logarithms.js";
import { logRatio as ratioValue } from "../special/logRatio.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { exp } from "./functions.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const complement: Operation = {
  name: "log1mexp",
  value: (a) => complementValue(a!),
  // -eᵃ/(1 - eᵃ)
  derivatives: [([a]) => neg(odds(a!))],
};

const oddsOfLogarithm: Operation = {
  name: "odds",
  value: (a) => 1 / Math.expm1(-a!),
  // s = 1/(e⁻ᵃ - 1): s′ = s(1 + s)
  derivatives: [(_, self) => mul(self, add(1, self))],
};

// With w = eᵃ: log(1 - e⁻ʷ) = a - w/2 + …, where w is too small for the complement of e⁻ʷ.
const doubleComplement: Operation = {
  name: "log1mexpexp",
  value: (a) => (a! < -30 ? a! - 0.5 * Math.exp(a!) : complementValue(-Math.exp(a!))),
  derivatives: [([a]) => doubleSlope(a!)],
};

// h = w/(eʷ - 1): dh/da = h(1 - h - w). Beyond e^6.6 = 735 it is 0, and w·h would be ∞·0.
const slopeOfDouble: Operation = {
  name: "log1mexpexpSlope",
  value: (a) => {
    const w = Math.exp(a!);
    return w === 0 ? 1 : w > 735 ? 0 : w / Math.expm1(w);
  },
  derivatives: [([a], self) => where(lessThan(a!, 6.6), mul(self, sub(sub(1, self), exp(a!))), 0)],
};

const ratioLogarithm: Operation = {
  name: "logRatio",
  value: (a, b) => ratioValue(a!, b!),
  derivatives: [([a]) => div(1, a!), ([, b]) => neg(div(1, b!))],
};

const logOnePlusExp: Operation = {
  name: "softplus",
  value: (a) => Math.max(a!, 0) + Math.log1p(Math.exp(-Math.abs(a!))),
  derivatives: [([a]) => sigmoid(a!)],
};

const logistic: Operation = {
  name: "sigmoid",
  value: (a) => 1 / (1 + Math.exp(-a!)),
  derivatives: [([a], self) => mul(self, sigmoid(neg(a!)))],
};

/** log(1 - eᵃ), a < 0: of a probability's logarithm that of its complement. */
export function log1mexp(a: TermLike): Term {
  return apply(complement, a);
}

function odds(a: TermLike): Term {
  return apply(oddsOfLogarithm, a);
}

/** log(1 - e^(-eᵃ)): of the logarithm of a cumulative hazard the logarithm of the cdf, exact for a from -∞ to ∞. */
export function log1mexpexp(a: TermLike): Term {
  return apply(doubleComplement, a);
}

function doubleSlope(a: TermLike): Term {
  return apply(slopeOfDouble, a);
}

/** log(a/b) of a ≥ 0 and b > 0, exact where a is near b, and where a/b over- or underflows. */
export function logRatio(a: TermLike, b: TermLike): Term {
  return apply(ratioLogarithm, a, b);
}

/** log(1 + eᵃ), which neither overflows nor loses eᵃ. */
export function softplus(a: TermLike): Term {
  return apply(logOnePlusExp, a);
}

/** 1/(1 + e⁻ᵃ) */
export function sigmoid(a: TermLike): Term {
  return apply(logistic, a);
}
