import { digammaGap as gapValue } from "../special/digammaGap.js";
import {
  digammaDifference as digammaValue,
  trigammaDifference as trigammaValue,
} from "../special/gammaDifferences.js";
import { add, div, square, sub } from "./arithmetic.js";
import { polygamma } from "./polygamma.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const digamma: Operation = {
  name: "digammaDifference",
  value: (a, n) => digammaValue(a!, n!),
  derivatives: [([a, n]) => apply(trigamma, a!, n!), ([a, n]) => polygamma(1, add(a!, n!))],
};

const trigamma: Operation = {
  name: "trigammaDifference",
  value: (a, n) => trigammaValue(a!, n!),
  derivatives: [
    ([a, n]) => sub(polygamma(2, add(a!, n!)), polygamma(2, a!)),
    ([a, n]) => polygamma(2, add(a!, n!)),
  ],
};

const gap: Operation = {
  name: "digammaGap",
  value: (a, n) => gapValue(a!, n!),
  derivatives: [
    ([a, n]) => apply(gapSlope, a!, n!),
    ([a, n]) => sub(polygamma(1, add(a!, n!)), div(1, add(a!, n!))),
  ],
};

// ψ′(a+n) - ψ′(a) + 1/a - 1/(a+n)
const gapSlope: Operation = {
  name: "digammaGapSlope",
  value: (a, n) => gapValue(a!, n!, 1),
  derivatives: [
    ([a, n]) => sub(slopeOfRest(add(a!, n!)), slopeOfRest(a!)),
    ([a, n]) => slopeOfRest(add(a!, n!)),
  ],
};

/** d(ψ′(y) - 1/y)/dy */
function slopeOfRest(y: Term): Term {
  return add(polygamma(2, y), div(1, square(y)));
}

/** ψ(a+n) - ψ(a) */
export function digammaDifference(a: TermLike, n: TermLike): Term {
  return apply(digamma, a, n);
}

/** ψ(a+n) - ψ(a) - log(1+n/a), which for large a is much less than either. */
export function digammaGap(a: TermLike, n: TermLike): Term {
  return apply(gap, a, n);
}
