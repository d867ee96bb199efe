import type { Likelihood } from "../likelihood/likelihood.js";
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
  const { by } = likelihood;
  const gone = x.map((entry, i) => entry - start[i]!);
  const leads = Array.from(gone.keys()).sort((i, j) => Math.abs(gone[j]!) - Math.abs(gone[i]!));
  for (const lead of leads) {
    const found = gone[lead] !== 0 && farAlong(lead);
    if (found) return found;
  }
  return undefined;

  function farAlong(lead: number): Required<Estimate> | undefined {
    const name = by[lead]!;
    const others = likelihood.withRespectTo(by.filter((other) => other !== name));
    let at = objective.fromFree(x);
    let value = likelihood.value(at);
    let gains = [0, 0];
    for (const distance of distances) {
      const free = x.map((entry, i) => (i === lead ? start[i]! + distance * gone[i]! : entry));
      const far = objective.fromFree(free)[name]!;
      const from = within(likelihood, objective, { ...at, [name]: far }, name);
      const best = search(others, { ...fixed, [name]: far }, from).parameters;
      const reached = likelihood.value(best);
      // Near its limit the likelihood grows by less than it is rounded.
      if (!(reached > value - 1e-10 * Math.max(1, likelihood.count))) return undefined;
      at = best;
      gains = [gains[1]!, reached - value];
      value = reached;
    }
    const constraint = likelihood.constraintOf(name);
    const limit = constraint.fromFree([
      Math.sign(gone[lead]!) * (constraint.name === "real" ? Infinity : 800),
    ])[0]!;
    // Towards a limit of the likelihood it grows by less from one distance to the next.
    if (gains[1]! > 1 && gains[1]! > gains[0]!) {
      const reason = `the likelihood grows without bound as ${name} goes to ${limit}`;
      return { parameters: at, status: { kind: "degenerate", reason } };
    }
    const reason = `the likelihood grows as ${name} goes to ${limit}, and has no maximum inside`;
    return { parameters: at, status: { kind: "boundary", parameter: name, limit, reason } };
  }
}

/** As many doublings bring any data within any support. */
const doublings = 60;

/** Farther out the support may have left the data: a wider one holds them again. */
function within(
  { by, record }: Likelihood,
  objective: FreeObjective,
  from: Parameters,
  lead: string,
): Parameters {
  const scale = by.find((name) => name !== lead && record.parameters[name]!.role === "scale");
  if (!scale) return from;
  let at = from;
  for (let round = 0; round < doublings; round++) {
    if (Number.isFinite(objective.value(objective.toFree(at)))) return at;
    at = { ...at, [scale]: 2 * at[scale]! };
  }
  return from;
}
