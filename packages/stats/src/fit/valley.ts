import { Likelihood } from "../likelihood/likelihood.js";
import type { Estimate, Parameters } from "../record.js";
import type { FreeObjective } from "./freeObjective.js";

/** How far out the valley is looked at, in multiples of what the search has gone. */
const distances = [4, 16, 64];

/**
 * A search that ran out of steps in a curved valley: towards a normal distribution truncated from below whose mean goes to
 * -∞ as its variance grows the likelihood rises ever more slowly, and Newton's steps follow the bend. The parameter that has
 * gone farthest, or else another, is set farther still, and the likelihood maximized over the others: where it keeps growing, it has its limit
 * at infinity.
 */
export function farAlongValley(
  likelihood: Likelihood,
  objective: FreeObjective,
  fixed: Parameters,
  start: Float64Array,
  x: Float64Array,
  search: (others: Likelihood, fixed: Parameters, from: Parameters) => Estimate,
): Required<Estimate> | undefined {
  const { by, record, observations } = likelihood;
  const gone = x.map((entry, i) => entry - start[i]!);
  const leads = Array.from(gone.keys()).sort((i, j) => Math.abs(gone[j]!) - Math.abs(gone[i]!));
  for (const lead of leads) {
    const found = gone[lead] !== 0 && farAlong(lead);
    if (found) return found;
  }
  return undefined;

  function farAlong(lead: number): Required<Estimate> | undefined {
    const name = by[lead]!;
    const others = new Likelihood(
      record,
      observations,
      by.filter((other) => other !== name),
    );
    let at = objective.fromFree(x);
    let value = likelihood.value(at);
    for (const distance of distances) {
      const free = x.map((entry, i) => (i === lead ? start[i]! + distance * gone[i]! : entry));
      const far = objective.fromFree(free)[name]!;
      const best = search(others, { ...fixed, [name]: far }, { ...at, [name]: far }).parameters;
      const reached = likelihood.value(best);
      // Near its limit the likelihood grows by less than it is rounded.
      if (!(reached > value - 1e-10 * Math.max(1, likelihood.count))) return undefined;
      at = best;
      value = reached;
    }
    const { constraint } = record.parameters[name]!;
    const limit = constraint.fromFree([
      Math.sign(gone[lead]!) * (constraint.name === "real" ? Infinity : 800),
    ])[0]!;
    const reason = `the likelihood grows as ${name} goes to ${limit}, and has no maximum inside`;
    return { parameters: at, status: { kind: "boundary", parameter: name, limit, reason } };
  }
}
