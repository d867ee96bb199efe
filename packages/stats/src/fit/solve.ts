import { type MinimizeOptions, minimize } from "@mebae/optimizers";
import { Likelihood } from "../likelihood/likelihood.js";
import type { Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { converged, type Status } from "../status.js";
import { FreeObjective } from "./freeObjective.js";
import { judge, lastStep } from "./judge.js";
import { farAlongValley } from "./valley.js";

/** With more exact observations than this a part of them is fitted first. */
const partSize = 2000;

/** What Newton's method needs to know beside the likelihood. */
export interface Search {
  readonly fixed: Parameters;
  readonly start?: Parameters | undefined;
  readonly options?: MinimizeOptions | undefined;
}

/**
 * The maximum of a likelihood by Newton's steps on its exact derivatives, from the family's start; of many data first that of
 * a part of them, from which one or two steps are left.
 */
export function solve(
  record: DistributionRecord,
  observations: Observations,
  by: readonly string[],
  { fixed, start, options }: Search,
): Estimate {
  const sample = roughSample(observations);
  const from = { ...record.start(sample, fixed), ...start, ...fixed };
  const wrong = by.find((name) => !record.parameters[name]!.constraint.contains([from[name]!]));
  if (wrong) return { parameters: from, status: degenerate(record, sample, wrong) };
  const { exact } = observations;
  let near = from;
  if (exact && Object.keys(observations).length === 1 && exact.values.length > 10 * partSize) {
    const part = new Likelihood(
      record,
      { exact: new Sample(exact.values, exact.weights).part(partSize) },
      by,
    );
    const rough = search(part, fixed, near, options);
    if (rough.status === converged && new Likelihood(record, observations, by).covers(rough.parameters))
      near = rough.parameters;
  }
  const likelihood = new Likelihood(record, observations, by);
  const found = search(likelihood, fixed, near, options);
  if (found.status === converged || by.length < 2 || Object.keys(observations).join() === "exact")
    return found;
  return bestOf(likelihood, found, fromElsewhere(likelihood, fixed, near, options));
}

/** How far starts lie from the family's own, in unconstrained numbers, and how long a search from there may take. */
const elsewhere = 3;
const patience = 40;

/**
 * Searches from other starts: bounds in place of values look less dispersed than the values were, and a search from there may
 * leave for a limit that isn't the highest.
 */
function fromElsewhere(
  likelihood: Likelihood,
  fixed: Parameters,
  near: Parameters,
  options?: MinimizeOptions,
): Required<Estimate>[] {
  const objective = new FreeObjective(likelihood, fixed);
  const free = objective.toFree(near);
  const starts = likelihood.by.flatMap((_, place) =>
    [-elsewhere, elsewhere].map((shift) =>
      objective.fromFree(free.map((entry, i) => (i === place ? entry + shift : entry))),
    ),
  );
  const brief = { ...options, maximumIterations: Math.min(options?.maximumIterations ?? patience, patience) };
  return starts.map((start) => search(likelihood, fixed, start, brief));
}

/** The first end, unless another is a maximum as high, or a limit that is higher. */
function bestOf(
  likelihood: Likelihood,
  first: Required<Estimate>,
  others: readonly Required<Estimate>[],
): Required<Estimate> {
  if (first.status.kind === "degenerate") return first;
  const heightOf = ({ parameters }: Estimate) => {
    const value = likelihood.covers(parameters) ? likelihood.value(parameters) : -Infinity;
    return Number.isNaN(value) ? -Infinity : value;
  };
  let best = first;
  for (const other of others) {
    if (other.status.kind === "notConverged" || other.status.kind === "notIdentifiable") continue;
    const gain = heightOf(other) - heightOf(best);
    const told = other.status === converged || best.status.kind === "notConverged";
    if (gain > 1e-7 || (told && best.status !== converged && gain > -1e-9)) best = other;
  }
  return best;
}

/** Newton's steps from `from`. */
export function search(
  likelihood: Likelihood,
  fixed: Parameters,
  from: Parameters,
  options?: MinimizeOptions,
): Required<Estimate> {
  const objective = new FreeObjective(likelihood, fixed);
  const start = objective.toFree(from);
  if (start.length === 0) return { parameters: from, status: converged };
  const minimum = minimize(objective, start, options);
  const status = judge(objective, likelihood, start, minimum);
  if (status.kind === "notConverged" && start.length > 1 && Number.isFinite(minimum.value)) {
    const far = farAlongValley(likelihood, objective, fixed, start, minimum.x, search);
    if (far) return far;
  }
  if (status.kind === "boundary" && start.length > 1)
    return {
      parameters: atLimit(likelihood, fixed, objective.fromFree(minimum.x), status.parameter),
      status,
    };
  const end = status === converged ? lastStep(minimum) : minimum.x;
  return { parameters: objective.fromFree(end), status };
}

/** The maximum over the other parameters where one has gone to its limit, which the search to there didn't end at. */
function atLimit(likelihood: Likelihood, fixed: Parameters, end: Parameters, name: string): Parameters {
  const { record, observations, by } = likelihood;
  const others = new Likelihood(
    record,
    observations,
    by.filter((other) => other !== name),
  );
  const best = search(others, { ...fixed, [name]: end[name]! }, end).parameters;
  return others.value(best) >= others.value(end) ? best : end;
}

function degenerate(record: DistributionRecord, sample: Sample, parameter: string): Status {
  const [least, most] = [sample.minimum, sample.maximum];
  const why = least === most ? "all values are equal" : "the data allow no start";
  return { kind: "degenerate", reason: `${why}, so that ${record.name} has no ${parameter}` };
}

/** All observations as numbers, censored ones at their bounds: good enough to start from. */
export function roughSample({ exact, left, right, interval }: Observations): Sample {
  const columns = [
    exact,
    left,
    right,
    interval && {
      ...interval,
      values: interval.values.map((low, i) => low + (interval.upper[i]! - low) / 2),
    },
  ].filter((column) => column !== undefined);
  if (columns.length === 1) return new Sample(columns[0]!.values, columns[0]!.weights);
  const join = (parts: readonly Float64Array[]) =>
    Float64Array.from(parts.flatMap((part) => Array.from(part)));
  const values = join(columns.map((column) => column.values));
  const weighted = columns.some((column) => column.weights);
  const weights = join(
    columns.map(({ values, weights }) => weights ?? new Float64Array(values.length).fill(1)),
  );
  return new Sample(values, weighted ? weights : undefined);
}
