import {
  choleskyFactor,
  choleskySolve,
  type MinimizeOptions,
  type Minimum,
  minimize,
  symmetricEigen,
} from "@mebae/optimizers";
import { Likelihood } from "../likelihood/likelihood.js";
import type { Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { converged, type Status } from "../status.js";
import { FreeObjective } from "./freeObjective.js";
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
  return search(new Likelihood(record, observations, by), fixed, near, options);
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
  const end = status === converged ? lastStep(minimum) : minimum.x;
  return { parameters: objective.fromFree(end), status };
}

/** Newton's step from the end, whose derivatives are there already: its error is the square of what was left. */
function lastStep({ x, gradient, hessian }: Minimum): Float64Array {
  const factor = hessian && choleskyFactor(hessian);
  if (!factor) return x;
  const step = choleskySolve(factor, gradient);
  return x.map((entry, i) => entry - step[i]!);
}

function judge(
  objective: FreeObjective,
  likelihood: Likelihood,
  start: Float64Array,
  minimum: Minimum,
): Status {
  if (minimum.status === "converged") return judgeFlatness(likelihood, minimum);
  if (minimum.status === "unbounded") return judgeFlight(objective, likelihood, start, minimum);
  if (minimum.status === "notFinite")
    return {
      kind: "notConverged",
      reason: "the likelihood is not finite where the search starts: give a start",
    };
  const units = minimum.decrement.toPrecision(2);
  const reason = `the search ${minimum.status === "stalled" ? "stalled" : "ended early"} with a score of ${units} standard errors`;
  return { kind: "notConverged", reason };
}

/** A direction in which the likelihood doesn't change leaves a combination of parameters open. */
function judgeFlatness({ by }: Likelihood, { hessian }: Minimum): Status {
  if (!hessian) return converged;
  const k = by.length;
  const unit = Float64Array.from(by, (_, i) => Math.sqrt(Math.abs(hessian[i * k + i]!)) || 1);
  const scaled = hessian.map((entry, place) => entry / unit[Math.floor(place / k)]! / unit[place % k]!);
  const { values, vectors } = symmetricEigen(scaled);
  const least = values.reduce((best, value, i) => (value < values[best]! ? i : best), 0);
  if (values[least]! > 1e-11) return converged;
  const share = by.filter((_, i) => Math.abs(vectors[i * k + least]!) > 0.1);
  return {
    kind: "notIdentifiable",
    reason: `the likelihood doesn't change as ${share.join(" and ")} ${share.length > 1 ? "move together" : "moves"}`,
  };
}

/** A search without an end: towards a finite limit of the likelihood at a parameter's bound, or towards infinity. */
function judgeFlight(
  objective: FreeObjective,
  likelihood: Likelihood,
  start: Float64Array,
  { x, value }: Minimum,
): Status {
  const far = Array.from(x, (entry, i) => Math.abs(entry - start[i]!));
  const flying = far.indexOf(Math.max(...far));
  const parameter = likelihood.by[flying]!;
  const further = x.map((entry, i) => (i === flying ? entry + 2 * Math.sign(entry - start[i]!) : entry));
  const gain = value - objective.value(further);
  const limit = limitOf(likelihood, parameter, x[flying]! > start[flying]!);
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
function limitOf({ record }: Likelihood, parameter: string, up: boolean): number {
  const { constraint } = record.parameters[parameter]!;
  const limit = constraint.fromFree([up ? 800 : -800])[0]!;
  return constraint.name === "real" ? (up ? Infinity : -Infinity) : limit;
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
