import type { Likelihood } from "../likelihood/likelihood.js";
import type { Estimate, Parameters } from "../record.js";
import { FreeObjective } from "./freeObjective.js";

/** How far a parameter is moved, in unconstrained numbers: to 1.6 times a scale. */
const move = 0.5;
/** A change of the log-likelihood, for each observation, that is one. */
const leastChange = 1e-3;

/** Newton's steps from `from`, which `solve` brings along. */
type Search = (likelihood: Likelihood, fixed: Parameters, from: Parameters) => Required<Estimate>;

/**
 * An end that claims a limit, or that parameters move together, unless the likelihood's profile denies it: with the parameter moved
 * towards its limit, or in the other case any parameter, and the others at their best it changes. Of nearly equal values the shape of a
 * gamma is the square of their closeness; its terms cancel, and slopes and curvatures that are mostly rounding look flat.
 */
export function unlessDenied(
  likelihood: Likelihood,
  fixed: Parameters,
  end: Required<Estimate>,
  search: Search,
): Required<Estimate> {
  const { status, parameters } = end;
  if (likelihood.by.length < 2 || !Number.isFinite(likelihood.value(parameters))) return end;
  const least = leastChange * likelihood.count;
  const changes = (name: string, sign: number) => {
    const moved = profileAt(likelihood, fixed, parameters, name, sign * move, search);
    return Math.abs(moved - likelihood.value(parameters)) > least;
  };
  const isDenied =
    (status.kind === "boundary" &&
      changes(status.parameter, status.limit > parameters[status.parameter]! ? 1 : -1)) ||
    (status.kind === "notIdentifiable" &&
      likelihood.by.every((name) => changes(name, -1) || changes(name, 1)));
  if (!isDenied) return end;
  const reason = "rounding hides the curvature of the likelihood, as it does where values are nearly equal";
  return { parameters, status: { kind: "notConverged", reason } };
}

/** The log-likelihood with a parameter moved and the others at their best. */
function profileAt(
  likelihood: Likelihood,
  fixed: Parameters,
  parameters: Parameters,
  name: string,
  by: number,
  search: Search,
): number {
  const alone = new FreeObjective(likelihood.withRespectTo([name]), parameters);
  const moved = alone.fromFree([alone.toFree(parameters)[0]! + by]);
  const others = likelihood.withRespectTo(likelihood.by.filter((other) => other !== name));
  const best = search(others, { ...fixed, [name]: moved[name]! }, moved).parameters;
  return likelihood.value(best);
}
