import { logGammaP, logGammaQ } from "../special/gamma.js";
import { logPoisson as logPoissonValue } from "../special/poisson.js";
import { add, div, neg, sub } from "./arithmetic.js";
import { exp, log } from "./functions.js";
import { digamma } from "./polygamma.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const mass: Operation = {
  name: "logPoisson",
  value: (x, rate) => logPoissonValue(x!, rate!),
  derivatives: [
    ([x, rate]) => sub(log(rate!), digamma(add(x!, 1))),
    ([x, rate]) => div(sub(x!, rate!), rate!),
  ],
};

// Σ_{j≤x} e^-λ λʲ/j! = Q(x+1, λ), whose derivative is -e^-λ λˣ/x!. It steps in x.
const cdf: Operation = {
  name: "logPoissonCdf",
  value: (x, rate) => logGammaQ(x! + 1, rate!),
  derivatives: [null, ([x, rate], self) => neg(exp(sub(logPoisson(x!, rate!), self)))],
};

const survival: Operation = {
  name: "logPoissonSurvival",
  value: (x, rate) => logGammaP(x! + 1, rate!),
  derivatives: [null, ([x, rate], self) => exp(sub(logPoisson(x!, rate!), self))],
};

/** log(λˣ e^-λ/x!) */
export function logPoisson(x: TermLike, rate: TermLike): Term {
  return apply(mass, x, rate);
}

/** log of the probability of at most x, a whole number. */
export function logPoissonCdf(x: TermLike, rate: TermLike): Term {
  return apply(cdf, x, rate);
}

/** log of the probability of more than x, a whole number. */
export function logPoissonSurvival(x: TermLike, rate: TermLike): Term {
  return apply(survival, x, rate);
}
