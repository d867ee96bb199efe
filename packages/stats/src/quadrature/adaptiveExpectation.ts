import type { Distribution } from "../distribution.js";
import { discreteExpectation, sumPart } from "../expectation.js";

/** Halvings towards a kink of the integrand: its error falls by 4 each time. */
const depth = 24;

/**
 * E f(X) of a density that may have kinks at unknown places: parts of the probability are halved until two step lengths agree to
 * twelve digits.
 */
export function adaptiveExpectation(d: Distribution, f: (x: number) => readonly number[]): number[] {
  if (d.record.kind === "discrete") return discreteExpectation(d, f);
  return part(d, f, 0, 1, depth);
}

function part(
  d: Distribution,
  f: (x: number) => readonly number[],
  from: number,
  to: number,
  left: number,
): number[] {
  const fine = sumPart(d, f, from, to, 1 / 32);
  const coarse = sumPart(d, f, from, to, 1 / 16);
  const agree = fine.every(
    (value, i) => !(Math.abs(value - coarse[i]!) > 1e-12 * (to - from) + 1e-12 * Math.abs(value)),
  );
  if (agree || left === 0) return fine;
  const middle = (from + to) / 2;
  const lower = part(d, f, from, middle, left - 1);
  const upper = part(d, f, middle, to, left - 1);
  return lower.map((value, i) => value + upper[i]!);
}
