import { logNegativeBinomial as value } from "../special/negativeBinomial.js";
import { add, div, mul, sub } from "./arithmetic.js";
import { deviance } from "./deviance.js";
import { log } from "./functions.js";
import { digammaGap } from "./gammaDifferences.js";
import { digamma } from "./polygamma.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

// The derivative by the size r, ψ(r+x) - ψ(r) - log(1+μ/r) + (μ-x)/(r+μ), falls as 1/r² while its parts fall as 1/r: it is
// written as what is left of the logarithms log(1+x/r) and log(1 + (x-μ)/(r+μ)).
const mass: Operation = {
  name: "logNegativeBinomial",
  value: (x, size, mean) => value(x!, size!, mean!),
  derivatives: [
    ([x, size, mean]) =>
      add(log(div(mean!, add(size!, mean!))), sub(digamma(add(size!, x!)), digamma(add(x!, 1)))),
    ([x, size, mean]) => {
      const total = add(size!, mean!);
      return add(digammaGap(size!, x!), deviance(div(sub(x!, mean!), total), div(add(size!, x!), total)));
    },
    ([x, size, mean]) => mul(div(size!, add(size!, mean!)), div(sub(x!, mean!), mean!)),
  ],
};

/** log of the probability of x failures before the success number `size`, real, by its mean. */
export function logNegativeBinomial(x: TermLike, size: TermLike, mean: TermLike): Term {
  return apply(mass, x, size, mean);
}
