import { logF as value } from "../special/fDistribution.js";
import { add, div, mul, sub } from "./arithmetic.js";
import { deviance } from "./deviance.js";
import { digammaGap } from "./gammaDifferences.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

/**
 * By ν₁ it is ½(ψ((ν₁+ν₂)/2) - ψ(ν₁/2) + log(ν₁x/(ν₁x+ν₂)) - w), which falls as 1/ν₁²; written with what is left of logarithms:
 * ½(ψ((ν₁+ν₂)/2) - ψ(ν₁/2) - log(1+ν₂/ν₁) + log(1+w) - w), w = ν₂(x-1)/(ν₁x+ν₂). By ν₂ it is the same of 1/x.
 */
const density: Operation = {
  name: "logF",
  value: (x, numerator, denominator) => value(x!, numerator!, denominator!),
  derivatives: [
    ([x, numerator, denominator]) => {
      const total = add(mul(numerator!, x!), denominator!);
      const distance = div(mul(0.5, numerator!, denominator!, sub(1, x!)), total);
      return div(sub(distance, 1), x!);
    },
    ([x, numerator, denominator]) => {
      const total = add(mul(numerator!, x!), denominator!);
      const w = div(mul(denominator!, sub(x!, 1)), total);
      return half(numerator!, denominator!, w, div(mul(add(numerator!, denominator!), x!), total));
    },
    ([x, numerator, denominator]) => {
      const total = add(mul(numerator!, x!), denominator!);
      const w = div(mul(numerator!, sub(1, x!)), total);
      return half(denominator!, numerator!, w, div(add(numerator!, denominator!), total));
    },
  ],
};

function half(by: Term, other: Term, w: Term, onePlus: Term): Term {
  return mul(0.5, add(digammaGap(div(by, 2), div(other, 2)), deviance(w, onePlus)));
}

/** log of the density of the F distribution. */
export function logF(x: TermLike, numerator: TermLike, denominator: TermLike): Term {
  return apply(density, x, numerator, denominator);
}
