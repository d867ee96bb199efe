import { UsageError } from "@mebae/tensor";
import { logBetaI as logBetaIValue } from "../special/beta.js";
import { logBetaIByShapes } from "../special/betaDerivatives.js";
import { logBetaFactor as logBetaFactorValue } from "../special/betaFactor.js";
import { logBeta as logBetaValue } from "../special/logBeta.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import { exp, log } from "./functions.js";
import { digammaDifference } from "./gammaDifferences.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

// y is 1 - x written otherwise, so that both keep their digits: functions that aren't written in both have no derivative by y.

const factor: Operation = {
  name: "logBetaFactor",
  value: (a, b, x, y) => logBetaFactorValue({ a: a!, b: b!, x: x!, y: y!, distance: a! * y! - b! * x! }),
  derivatives: [
    ([a, b, x]) => add(log(x!), digammaDifference(a!, b!)),
    ([a, b, , y]) => add(log(y!), digammaDifference(b!, a!)),
    ([a, , x]) => div(a!, x!),
    ([, b, , y]) => div(b!, y!),
  ],
};

const integral: Operation = {
  name: "logBetaI",
  value: (a, b, x, y) => logBetaIValue(a!, b!, x!, y!),
  derivatives: [
    (inputs) => apply(byShapes[0]!, ...inputs),
    (inputs) => apply(byShapes[1]!, ...inputs),
    (inputs, self) => densityOver(inputs, self),
    null,
  ],
};

/** ∂ log I/∂x, the density over I. */
function densityOver([a, b, x, y]: readonly Term[], logI: Term): Term {
  return exp(sub(logBetaFactor(a!, b!, x!, y!), add(log(x!), log(y!), logI)));
}

/** ∂ log I/∂a and ∂ log I/∂b. */
const byShapes: readonly Operation[] = (
  [
    [1, 0],
    [0, 1],
  ] as const
).map(([orderA, orderB], k) => ({
  name: `logBetaIBy${"ab"[k]}`,
  value: (a, b, x, y) => logBetaIByShapes(a!, b!, x!, y!, orderA, orderB),
  derivatives: [
    (inputs) => apply(bySecond[orderA === 1 ? 0 : 1]!, ...inputs),
    (inputs) => apply(bySecond[orderA === 1 ? 1 : 2]!, ...inputs),
    // Of the density over I, which is its logarithm's derivative times itself.
    (inputs, self) => {
      const [a, b, x, y] = inputs;
      const logarithm =
        orderA === 1 ? add(log(x!), digammaDifference(a!, b!)) : add(log(y!), digammaDifference(b!, a!));
      return mul(densityOver(inputs, apply(integral, ...inputs)), sub(logarithm, self));
    },
    null,
  ],
}));

const bySecond: readonly Operation[] = (
  [
    [2, 0],
    [1, 1],
    [0, 2],
  ] as const
).map(([orderA, orderB]) => ({
  name: `logBetaIBy${"a".repeat(orderA)}${"b".repeat(orderB)}`,
  value: (a, b, x, y) => logBetaIByShapes(a!, b!, x!, y!, orderA, orderB),
  derivatives: [third, third, third, null],
}));

function third(): never {
  throw new UsageError(
    "the incomplete beta function has no third derivatives here: differentiate twice at most",
  );
}

const complete: Operation = {
  name: "logBeta",
  value: (a, b) => logBetaValue(a!, b!),
  derivatives: [([a, b]) => neg(digammaDifference(a!, b!)), ([a, b]) => neg(digammaDifference(b!, a!))],
};

/** log B(a, b) */
export function logBeta(a: TermLike, b: TermLike): Term {
  return apply(complete, a, b);
}

/** log(xᵃyᵇ/B(a, b)), y = 1 - x. */
export function logBetaFactor(a: TermLike, b: TermLike, x: TermLike, y: TermLike): Term {
  return apply(factor, a, b, x, y);
}

/** log Iₓ(a, b) of the regularized incomplete beta function, y = 1 - x; log of 1 - Iₓ(a, b) is logBetaI(b, a, y, x). */
export function logBetaI(a: TermLike, b: TermLike, x: TermLike, y: TermLike): Term {
  return apply(integral, a, b, x, y);
}
