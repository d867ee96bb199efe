import type { Likelihood } from "../likelihood/likelihood.js";
import type { Confines, Estimate, Parameters } from "../record.js";
import type { Status } from "../status.js";

/** This near to where a parameter is confined, of its size or 1, a search was on its way there: a maximum lies farther inside. */
const near = 1e-8;
/** How much higher a limit is that isn't rounding, in units of log-likelihood. */
const higher = 1e-7;

export function isAtEdge({ parameter, above }: Confines, parameters: Parameters): boolean {
  return parameters[parameter]! - above <= near * Math.max(1, Math.abs(above));
}

/** Whether a search has gone to where a parameter is confined. */
export function isGone(confines: Confines, { status, parameters }: Required<Estimate>): boolean {
  if (status.kind === "boundary" && status.parameter === confines.parameter) return status.limit < Infinity;
  return isAtEdge(confines, parameters);
}

/** An end at a limit that is none of a maximum. */
export function confined(end: Required<Estimate>, confines: Confines, fixed: Parameters): Required<Estimate> {
  const status: Status = { kind: "degenerate", reason: confines.reason };
  if (isGone(confines, end))
    return { parameters: confines.edge?.(fixed).parameters ?? end.parameters, status };
  const isLeft = end.status.kind !== "converged" && confines.isLeft(end.parameters);
  return isLeft ? { ...end, status } : end;
}

/**
 * An end of some of the parameters, unless the likelihood is higher where one is confined: of all of them a lower maximum inside is
 * what is fitted.
 */
export function orEdge(
  end: Required<Estimate>,
  { parameter, above, edge }: Confines,
  likelihood: Likelihood,
  fixed: Parameters,
): Required<Estimate> {
  if (!edge || Object.keys(fixed).length === 0) return end;
  const { parameters, value } = edge(fixed);
  if (!(value > likelihood.value(end.parameters) + higher)) return end;
  const reason = `the likelihood is highest as ${parameter} goes to ${above}, beyond which it grows without bound`;
  return { parameters, status: { kind: "degenerate", reason } };
}
