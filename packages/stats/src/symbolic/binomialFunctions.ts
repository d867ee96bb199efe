import { logBetaI } from "../special/beta.js";
import { logBinomial as logBinomialValue } from "../special/binomial.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import { lessThan, where } from "./choice.js";
import { exp, log, log1p } from "./functions.js";
import { digamma } from "./polygamma.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const mass: Operation = {
  name: "logBinomial",
  value: (x, trials, probability) => logBinomialValue(x!, trials!, probability!),
  derivatives: [
    ([x, trials, probability]) =>
      add(
        sub(digamma(add(sub(trials!, x!), 1)), digamma(add(x!, 1))),
        sub(log(probability!), log1p(neg(probability!))),
      ),
    ([x, trials, probability]) =>
      add(sub(digamma(add(trials!, 1)), digamma(add(sub(trials!, x!), 1))), log1p(neg(probability!))),
    ([x, trials, probability]) => sub(div(x!, probability!), div(sub(trials!, x!), sub(1, probability!))),
  ],
};

// The derivative of P(X ≤ x) by p is -(n-x)/(1-p) times the probability of x. Both steps in x, and trials aren't fitted.
const cdf: Operation = {
  name: "logBinomialCdf",
  value: (x, trials, probability) => logBetaI(trials! - x!, x! + 1, 1 - probability!, probability!),
  derivatives: [null, null, (inputs, self) => neg(massOver(inputs, self))],
};

const survival: Operation = {
  name: "logBinomialSurvival",
  value: (x, trials, probability) => logBetaI(x! + 1, trials! - x!, probability!, 1 - probability!),
  derivatives: [null, null, massOver],
};

function massOver([x, trials, probability]: readonly Term[], self: Term): Term {
  const share = div(sub(trials!, x!), sub(1, probability!));
  return mul(share, exp(sub(logBinomial(x!, trials!, probability!), self)));
}

/** log((n over x)·pˣ(1-p)ⁿ⁻ˣ) */
export function logBinomial(x: TermLike, trials: TermLike, probability: TermLike): Term {
  return apply(mass, x, trials, probability);
}

/** log of the probability of at most x successes, a whole number. */
export function logBinomialCdf(x: TermLike, trials: TermLike, probability: TermLike): Term {
  return where(lessThan(x, trials), apply(cdf, x, trials, probability), 0);
}

/** log of the probability of more than x successes, a whole number. */
export function logBinomialSurvival(x: TermLike, trials: TermLike, probability: TermLike): Term {
  return where(lessThan(x, trials), apply(survival, x, trials, probability), -Infinity);
}
