import type { MinimizeOptions } from "@mebae/optimizers";
import { Likelihood } from "../likelihood/likelihood.js";
import { partOf, rowsOf } from "../likelihood/observations.js";
import type { Estimate, Parameters } from "../record.js";
import { converged } from "../status.js";
import { FreeObjective } from "./freeObjective.js";

/** How far starts lie from the family's own, in unconstrained numbers, and how long a search from there may take. */
const distances = [3, 8];
const patience = 40;
/**
 * Of more observations a part is searched, and what is about as high there is followed by all. Student's t in 500 intervals takes 3 times
 * as long as one search with a part of 50, and 10 times with one of 200.
 */
const few = 50;
/** How much lower an end may be on a part, in units of log-likelihood. */
const nearlyAsHigh = 4;
/** Ends this near to each other, in unconstrained numbers, are one. */
const near = 1e-4;

export interface Elsewhere {
  readonly fixed: Parameters;
  /** Where the first search started. */
  readonly near: Parameters;
  /** The family's own other starts. */
  readonly starts: readonly Parameters[];
  readonly options: MinimizeOptions | undefined;
  readonly search: (
    likelihood: Likelihood,
    fixed: Parameters,
    from: Parameters,
    options?: MinimizeOptions,
  ) => Required<Estimate>;
}

/**
 * Ends of searches from other starts. Of exact data too a likelihood may have several maxima; of bounds in place of values, which look less
 * dispersed than the values were, and of truncated values one inside may be lower than a limit.
 */
export function fromElsewhere(likelihood: Likelihood, asked: Elsewhere): Required<Estimate>[] {
  const { fixed, options } = asked;
  const { record, observations, by, confines } = likelihood;
  const isPart = rowsOf(observations) > few;
  const part = isPart ? new Likelihood(record, partOf(observations, few), by, confines) : likelihood;
  const brief = { ...options, maximumIterations: Math.min(options?.maximumIterations ?? patience, patience) };
  const origin = isPart ? [asked.search(part, fixed, asked.near, brief)] : [];
  const found = startsOf(part, asked).map((start) => asked.search(part, fixed, start, brief));
  if (!isPart) return found;
  const objective = new FreeObjective(part, fixed);
  const top = Math.max(...origin.map((end) => heightOf(part, end)));
  const kept: Required<Estimate>[] = [...origin];
  for (const end of found) {
    const isKnown = kept.some((other) => distance(objective, end, other) < near);
    if (!isKnown && !(heightOf(part, end) < top - nearlyAsHigh)) kept.push(end);
  }
  return kept
    .slice(origin.length)
    .filter(({ parameters }) => isStart(objective, parameters) && likelihood.covers(parameters))
    .map(({ parameters }) => asked.search(likelihood, fixed, parameters, brief));
}

function startsOf(likelihood: Likelihood, { fixed, near: from, starts }: Elsewhere): Parameters[] {
  const objective = new FreeObjective(likelihood, fixed);
  const free = objective.toFree(from);
  const moved = likelihood.by.flatMap((_, place) =>
    distances.flatMap((far) =>
      [-far, far].map((shift) =>
        objective.fromFree(free.map((entry, i) => (i === place ? entry + shift : entry))),
      ),
    ),
  );
  const own = starts.map((start) => ({ ...start, ...fixed }));
  return [...own, ...moved].filter((start) => isStart(objective, start));
}

function isStart(objective: FreeObjective, parameters: Parameters): boolean {
  const free = objective.toFree(parameters);
  return free.every(Number.isFinite) && Number.isFinite(objective.value(free));
}

function distance(objective: FreeObjective, a: Estimate, b: Estimate): number {
  const [x, y] = [objective.toFree(a.parameters), objective.toFree(b.parameters)];
  return x.reduce((most, entry, i) => Math.max(most, Math.abs(entry - y[i]!)), 0);
}

/** Where masses are mostly rounding there is none. */
function heightOf(likelihood: Likelihood, { parameters }: Estimate): number {
  const isDefined = likelihood.covers(parameters) && !likelihood.isRounded(parameters);
  const value = isDefined ? likelihood.value(parameters) : -Infinity;
  return Number.isNaN(value) ? -Infinity : value;
}

const reach = 30;

/** How much higher an end must be, and how much lower a maximum may be that is as good as a limit. */
const [higher, asHigh] = [1e-7, 1e-9];

/**
 * The first end, unless another is a maximum as high, or a limit that is higher. An end of a search that ran out of steps is
 * followed on where it is higher than all others. Where the likelihood is infinite somewhere whatever the data are, as it is of
 * confined families, that is no end.
 */
export function highestOf(
  likelihood: Likelihood,
  [first, ...others]: readonly Required<Estimate>[],
  isConfined: boolean,
  goOn: (from: Parameters) => Required<Estimate>,
): Required<Estimate> {
  if (first!.status.kind === "degenerate" && !isConfined) return first!;
  const best = settled(likelihood, [first!, ...others.filter(isTold)]);
  const endless = others.find(({ status }) => status.kind === "degenerate");
  if (best.status.kind === "notConverged" && endless) return endless;
  const top = heightOf(likelihood, best);
  // Farther out, in unconstrained numbers, families' own terms cancel, and heights are rounding.
  const isWithinReach = ({ parameters }: Estimate) =>
    new FreeObjective(likelihood, parameters).toFree(parameters).every((entry) => Math.abs(entry) < reach);
  const unfinished = others
    .filter(isWithinReach)
    .filter(({ status }) => status.kind === "notConverged" || status.kind === "notIdentifiable")
    .map((end) => ({ end, height: heightOf(likelihood, end) }))
    .filter(({ height }) => height > top + 10 * higher)
    .sort((a, b) => b.height - a.height)[0];
  if (
    !unfinished ||
    !isStart(new FreeObjective(likelihood, unfinished.end.parameters), unfinished.end.parameters)
  )
    return best;
  const on = goOn(unfinished.end.parameters);
  return on.status.kind === "degenerate" && best.status.kind !== "notConverged" && isConfined ? best : on;
}

/** An end that is a maximum or a limit. */
function isTold({ status }: Required<Estimate>): boolean {
  return status.kind === "converged" || status.kind === "boundary";
}

function settled(
  likelihood: Likelihood,
  [first, ...others]: readonly Required<Estimate>[],
): Required<Estimate> {
  let best = first!;
  for (const other of others) {
    const { kind } = best.status;
    const gain = heightOf(likelihood, other) - heightOf(likelihood, best);
    const isBetter = other.status === converged && kind !== "converged" && gain > -asHigh;
    if (kind === "degenerate" || gain > higher || isBetter) best = other;
    else if (kind === "notConverged" && gain > -asHigh) best = other;
  }
  return best;
}
