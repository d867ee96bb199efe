import { choleskyFactor, choleskySolve, type Minimum, symmetricEigen } from "@mebae/optimizers";
import type { Likelihood } from "../likelihood/likelihood.js";
import { converged, type Status } from "../status.js";
import type { FreeObjective } from "./freeObjective.js";

/** How far in unconstrained numbers a parameter is pushed to see whether the likelihood minds. */
const pushes = [1, 4, 16];
/** With less curvature for each observation than this a parameter of size 1 is nearly free. */
const little = 1e-6;
/** Beyond e to this power, or this near a bound, curvatures are mostly rounding, and the likelihood itself is asked. */
const far = 10;
/** A curvature along the flattest direction, relative to the others', that is looked at twice. */
const nearlyFlat = 1e-4;

/** A score, in standard errors, that rounding of a family's functions makes. */
const negligible = 1e-5;

/** What the end of a search is. */
export function judge(
  objective: FreeObjective,
  likelihood: Likelihood,
  start: Float64Array,
  minimum: Minimum,
): Status {
  const { status, decrement, hessian } = minimum;
  // No step makes the value smaller, and what the slopes promise is nothing to the errors.
  const isDone = status === "converged" || (status === "stalled" && decrement < negligible);
  // Without a finite curvature small slopes may be those of a limit: pushes tell.
  if (isDone && hessian) return judgeFlatness(objective, likelihood, start, { ...minimum, hessian });
  if (status === "notFinite")
    return {
      kind: "notConverged",
      reason: "the likelihood is not finite where the search starts: give a start",
    };
  const gone = minimum.x.map((entry, i) => entry - start[i]!);
  const order = Array.from(gone.keys()).sort((i, j) => Math.abs(gone[j]!) - Math.abs(gone[i]!));
  const flying = order.find(
    (i) => isAtEnd(likelihood, minimum, i) || isFree(objective, likelihood, minimum, i, Math.sign(gone[i]!)),
  );
  if (flying !== undefined || status === "unbounded")
    return judgeFlight(objective, likelihood, minimum, flying ?? order[0]!, gone);
  if (isDone) return converged;
  const how = status === "stalled" ? "stalled" : "ended early";
  return {
    kind: "notConverged",
    reason: `the search ${how} with a score of ${decrement.toPrecision(2)} standard errors`,
  };
}

/** A direction in which the likelihood doesn't change leaves a combination of parameters open, or leads to a limit. */
function judgeFlatness(
  objective: FreeObjective,
  likelihood: Likelihood,
  start: Float64Array,
  minimum: Minimum & { readonly hessian: Float64Array },
): Status {
  const { hessian, x } = minimum;
  const { by, count } = likelihood;
  const loose: string[] = [];
  for (const [i, name] of by.entries()) {
    const isFar = likelihood.constraintOf(name).name !== "real" && Math.abs(x[i]!) > far;
    if (!isFar && hessian[i * by.length + i]! > little * count) continue;
    const [down, up] = [-1, 1].map((sign) => isFree(objective, likelihood, minimum, i, sign));
    if (up && down && Math.abs(x[i]!) <= far) {
      // Beside a parameter at its limit others may have lost their meaning.
      loose.push(name);
      continue;
    }
    const outwards = up && down ? Math.sign(x[i]!) : up ? 1 : -1;
    const gone = x.map((entry, j) => (j === i ? outwards : entry - start[j]!));
    if (up || down) return judgeFlight(objective, likelihood, minimum, i, gone);
  }
  if (loose.length > 0) return notIdentifiable(loose.slice(0, 1));
  const flat = flattest(hessian);
  if (flat.value > nearlyFlat) return converged;
  // Beside a curved ridge, not on it, there is a curvature.
  const beside = objective.hessian(lastStep(minimum)).hessian;
  const onRidge = beside.every(Number.isFinite) ? flattest(beside) : flat;
  if (Math.min(flat.value, onRidge.value) > 1e-10) return converged;
  return notIdentifiable(by.filter((_, i) => Math.abs(flat.vector[i]!) > 0.1));
}

/** The least eigenvalue of a matrix scaled to a unit diagonal, and its vector. */
function flattest(hessian: Float64Array): { readonly value: number; readonly vector: Float64Array } {
  const k = Math.sqrt(hessian.length);
  const unit = Float64Array.from({ length: k }, (_, i) => Math.sqrt(Math.abs(hessian[i * k + i]!)) || 1);
  const scaled = hessian.map((entry, place) => entry / unit[Math.floor(place / k)]! / unit[place % k]!);
  const { values, vectors } = symmetricEigen(scaled);
  const least = values.reduce((best, value, i) => (value < values[best]! ? i : best), 0);
  return { value: values[least]!, vector: unit.map((_, i) => vectors[i * k + least]!) };
}

/** Newton's step from the end, whose derivatives are there already: its error is the square of what was left. */
export function lastStep({ x, gradient, hessian }: Minimum): Float64Array {
  const factor = hessian && choleskyFactor(hessian);
  if (!factor) return x;
  const step = choleskySolve(factor, gradient);
  return x.map((entry, i) => entry - step[i]!);
}

function notIdentifiable(share: readonly string[]): Status {
  return {
    kind: "notIdentifiable",
    reason: `the likelihood doesn't change as ${share.join(" and ")} ${share.length > 1 ? "move together" : "moves"}`,
  };
}

/** Whether a search has brought a parameter to the end of the range of numbers, beyond which no push leads. */
function isAtEnd(likelihood: Likelihood, { x }: Minimum, place: number): boolean {
  return likelihood.constraintOf(likelihood.by[place]!).name === "positive" && Math.abs(x[place]!) > 690;
}

/**
 * Whether the likelihood, however far a parameter is pushed, becomes no lower than rounding makes it: far out a family's own
 * terms cancel, so that rounding is more than the sum's.
 */
function isFree(
  objective: FreeObjective,
  { count }: Likelihood,
  { x, value }: Minimum,
  place: number,
  sign: number,
): boolean {
  if (sign === 0) return false;
  const slack = 1e-9 * Math.max(1, count) + 16 * Number.EPSILON * Math.abs(value);
  // Beyond the reach of numbers there is nothing left to see.
  return pushes.every((push, far) => {
    const pushed = objective.value(x.map((entry, i) => (i === place ? entry + sign * push : entry)));
    return pushed <= value + slack || (far > 0 && Number.isNaN(pushed));
  });
}

/** A search without an end: towards a finite limit of the likelihood at a parameter's bound, or towards infinity. */
function judgeFlight(
  objective: FreeObjective,
  likelihood: Likelihood,
  { x, value }: Minimum,
  flying: number,
  gone: Float64Array,
): Status {
  const parameter = likelihood.by[flying]!;
  const up = gone[flying]! > 0;
  const further = x.map((entry, i) => (i === flying ? entry + (up ? 2 : -2) : entry));
  const gain = value - objective.value(further);
  const limit = limitOf(likelihood, parameter, up);
  if (value === -Infinity || gain > 1e-3 * Math.max(1, likelihood.count))
    return {
      kind: "degenerate",
      reason: `the likelihood grows without bound as ${parameter} goes to ${limit}`,
    };
  return {
    kind: "boundary",
    parameter,
    limit,
    reason: `the likelihood grows as ${parameter} goes to ${limit}, and has no maximum inside`,
  };
}

/** Where an unconstrained number at ±infinity brings a parameter. */
function limitOf(likelihood: Likelihood, parameter: string, up: boolean): number {
  const constraint = likelihood.constraintOf(parameter);
  const limit = constraint.fromFree([up ? 800 : -800])[0]!;
  return constraint.name === "real" ? (up ? Infinity : -Infinity) : limit;
}
