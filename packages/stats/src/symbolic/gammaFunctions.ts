import { UsageError } from "@mebae/tensor";
import { polygamma as polygammaValue } from "@mebae/tensor/scalar";
import { logGammaP, logGammaQ } from "../special/gamma.js";
import { logGammaPByShape, logGammaQByShape } from "../special/gammaDerivatives.js";
import {
  logMinusDigamma as logMinusDigammaValue,
  stirlingRest as stirlingRestValue,
} from "../special/stirling.js";
import { add, div, mul, neg, square, sub } from "./arithmetic.js";
import { deviance } from "./deviance.js";
import { exp, log } from "./functions.js";
import { polygamma } from "./polygamma.js";
import { apply, type Operation, type Term } from "./term.js";

const rest: Operation = {
  name: "stirlingRest",
  value: (k) => stirlingRestValue(k!),
  // (log Γ(k) - (k - ½)log k + k)′ = ψ(k) - log k + 1/(2k)
  derivatives: [([k]) => sub(div(0.5, k!), apply(logMinusDigamma, k!))],
};

const logMinusDigamma: Operation = {
  name: "logMinusDigamma",
  value: (k) => logMinusDigammaValue(k!),
  derivatives: [([k]) => neg(apply(trigammaExcess, k!))],
};

// ψ′(k) - 1/k, for large k by its series: 1/(2k²) + 1/(6k³) - 1/(30k⁵).
const trigammaExcess: Operation = {
  name: "trigammaExcess",
  value: (k) =>
    k! > 1e3 ? (0.5 + (1 - 0.2 / k! / k!) / (6 * k!)) / k! / k! : polygammaValue(1, k!) - 1 / k!,
  derivatives: [([k]) => add(polygamma(2, k!), div(1, square(k!)))],
};

/**
 * log(v^k·e^(-v)/Γ(k)), the log-density of log v for a gamma variable v of shape k, with Stirling's series for Γ and v in
 * units of k, so that nothing cancels for a large k: ½log(k/2π) - rest(k) + k(log(v/k) - v/k + 1).
 */
export function logGammaKernel(k: Term, v: Term): Term {
  const ratio = div(v, k);
  const near = mul(k, deviance(div(sub(v, k), k), ratio));
  return add(sub(mul(0.5, log(div(k, 2 * Math.PI))), apply(rest, k)), near);
}

/** Both tails of the gamma distribution of shape k and scale 1, the lower one P and the upper one Q. */
function tail(
  name: string,
  value: (k: number, v: number) => number,
  byShape: (k: number, v: number, order: 1 | 2) => number,
  sign: 1 | -1,
): Operation {
  // d log P/dv = density/P = kernel/(v·P)
  const byValue = (k: Term, v: Term): Term => {
    const density = exp(sub(sub(logGammaKernel(k, v), log(v)), apply(operation, k, v)));
    return sign > 0 ? density : neg(density);
  };
  const second: Operation = {
    name: `${name}ByShapeTwice`,
    value: (k, v) => byShape(k!, v!, 2),
    derivatives: [unknown, unknown],
  };
  const first: Operation = {
    name: `${name}ByShape`,
    value: (k, v) => byShape(k!, v!, 1),
    derivatives: [
      ([k, v]) => apply(second, k!, v!),
      // ∂k of the other: density/P·(log v - ψ(k) - ∂k log P)
      ([k, v], self) => mul(byValue(k!, v!), sub(sub(log(v!), polygamma(0, k!)), self)),
    ],
  };
  const operation: Operation = {
    name,
    value: (k, v) => value(k!, v!),
    derivatives: [([k, v]) => apply(first, k!, v!), ([k, v]) => byValue(k!, v!)],
  };
  return operation;

  function unknown(): never {
    throw new UsageError(`the third derivative of ${name} by the shape is not known`);
  }
}

const lowerTail = tail("logGammaP", logGammaP, logGammaPByShape, 1);
const upperTail = tail("logGammaQ", logGammaQ, logGammaQByShape, -1);

/** log P(k, v), the lower tail of the gamma distribution of shape k and scale 1. */
export function logLowerGamma(k: Term, v: Term): Term {
  return apply(lowerTail, k, v);
}

/** log Q(k, v), the upper tail. */
export function logUpperGamma(k: Term, v: Term): Term {
  return apply(upperTail, k, v);
}
