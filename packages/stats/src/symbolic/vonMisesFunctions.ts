import { UsageError } from "@mebae/tensor";
import {
  besselRatioDerivative,
  besselRatioComplement as complementValue,
  logScaledI0 as scaledValue,
} from "../special/bessel.js";
import { vonMisesCdf } from "../special/vonMises.js";
import { add, div, mul, neg, square, sub } from "./arithmetic.js";
import { exp, sin } from "./functions.js";
import { apply, type Operation, type Term } from "./term.js";

const log2Pi = Math.log(2 * Math.PI);

const scaled: Operation = {
  name: "logScaledI0",
  value: (k) => scaledValue(k!),
  derivatives: [([k]) => neg(apply(complement, k!))],
};

const complement: Operation = {
  name: "besselRatioComplement",
  value: (k) => complementValue(k!),
  derivatives: [([k]) => neg(apply(slope, k!))],
};

// A″ = (A/κ - A′)/κ - 2AA′
const slope: Operation = {
  name: "besselRatioDerivative",
  value: (k) => besselRatioDerivative(k!),
  derivatives: [
    ([k], self) => {
      const ratio = sub(1, apply(complement, k!));
      return sub(div(sub(div(ratio, k!), self), k!), mul(2, ratio, self));
    },
  ],
};

const cdf: Operation = {
  name: "logVonMisesCdf",
  value: (angle, k) => Math.log(vonMisesCdf(angle!, k!)),
  derivatives: [
    ([angle, k], self) => exp(sub(logVonMises(angle!, k!), self)),
    ([angle, k]) => apply(cdfByConcentration, angle!, k!),
  ],
};

const cdfByConcentration: Operation = {
  name: "logVonMisesCdfByConcentration",
  value: (angle, k) => vonMisesCdf(angle!, k!, 1) / vonMisesCdf(angle!, k!),
  derivatives: [
    ([angle, k], self) => {
      const ratio = exp(sub(logVonMises(angle!, k!), logVonMisesCdf(angle!, k!)));
      return mul(ratio, sub(sub(apply(complement, k!), oneMinusCosine(angle!)), self));
    },
    ([angle, k], self) => sub(apply(cdfByConcentrationTwice, angle!, k!), square(self)),
  ],
};

const cdfByConcentrationTwice: Operation = {
  name: "vonMisesCdfByConcentrationTwice",
  value: (angle, k) => vonMisesCdf(angle!, k!, 2) / vonMisesCdf(angle!, k!),
  derivatives: [third, third],
};

function third(): never {
  throw new UsageError(
    "von Mises's distribution function has no third derivatives by the concentration: differentiate twice at most",
  );
}

/** 1 - cos θ = 2sin²(θ/2) */
function oneMinusCosine(angle: Term): Term {
  return mul(2, square(sin(mul(0.5, angle))));
}

/** log of the von Mises density at an angle from the mean. */
export function logVonMises(angle: Term, k: Term): Term {
  const fall = mul(k, oneMinusCosine(angle));
  return neg(add(fall, apply(scaled, k), log2Pi));
}

/** log of the distribution function at an angle from the mean in [-π, π]; the survival function is that of -angle. */
export function logVonMisesCdf(angle: Term, k: Term): Term {
  return apply(cdf, angle, k);
}
