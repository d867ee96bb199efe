import { type MinimizeOptions, type Minimum, minimize } from "@mebae/optimizers";
import { greaterThan } from "../constraints/greaterThan.js";
import { distinctRows } from "../likelihood/distinct.js";
import { Likelihood } from "../likelihood/likelihood.js";
import { type Observations, partOf, rowsOf } from "../likelihood/observations.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { converged, type Status } from "../status.js";
import { confined, orEdge } from "./confines.js";
import { unlessDenied } from "./denied.js";
import { fromElsewhere, highestOf } from "./elsewhere.js";
import { FreeObjective } from "./freeObjective.js";
import { judge, lastStep } from "./judge.js";
import { roughSample } from "./roughSample.js";
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
 * The maximum of a likelihood by Newton's steps on its exact derivatives, from the family's start and, since it may have several, from
 * others; of many data first that of a part of them, from which one or two steps are left.
 */
export function solve(
  record: DistributionRecord,
  observations: Observations,
  by: readonly string[],
  { fixed, start, options }: Search,
): Estimate {
  const sample = roughSample(observations);
  const confines = record.confines?.(observations, by);
  const tighter = confines && { [confines.parameter]: greaterThan(confines.above) };
  const distinct = distinctRows(observations, record.kind === "discrete");
  const likelihood = new Likelihood(record, distinct, by, tighter);
  const near = { ...record.start(sample, fixed), ...start, ...fixed };
  const wrong = by.find((name) => !likelihood.constraintOf(name).contains([near[name]!]));
  if (wrong) return { parameters: near, status: degenerate(record, sample, wrong) };
  const asked = { fixed, options, search };
  const first = search(likelihood, fixed, nearby(likelihood, fixed, near, options), options);
  if (by.length === 0) return first;
  const others = fromElsewhere(likelihood, { ...asked, near, starts: record.starts?.(sample, fixed) ?? [] });
  const isConfined = confines !== undefined;
  const searchFrom = (from: Parameters) => {
    const end = search(likelihood, fixed, from, options);
    return confines ? confined(end, confines, fixed) : end;
  };
  const ends = [first, ...others].map((end) => (confines ? confined(end, confines, fixed) : end));
  const highest = highestOf(likelihood, ends, isConfined, searchFrom);
  if (highest.status === converged) return confines ? orEdge(highest, confines, likelihood, fixed) : highest;
  const maxima = startsOfExact(record, observations, fixed)
    .map(searchFrom)
    .filter(({ status }) => status === converged);
  const best = highestOf(likelihood, [highest, ...maxima], isConfined, searchFrom);
  return unlessDenied(likelihood, fixed, best, search);
}

/** Bounds far away say little, and yet move the start of all data: that of the exact ones among them. */
function startsOfExact(
  record: DistributionRecord,
  { exact, left, right, interval }: Observations,
  fixed: Parameters,
): Parameters[] {
  if (!exact || exact.values.length < 2 || !(left || right || interval)) return [];
  return [record.start(new Sample(exact.values, exact.weights), fixed)];
}

/** Near the maximum of many exact data: that of a part of them. */
function nearby(
  { record, observations, by, confines }: Likelihood,
  fixed: Parameters,
  near: Parameters,
  options: MinimizeOptions | undefined,
): Parameters {
  if (!observations.exact || rowsOf(observations) <= 10 * partSize) return near;
  const part = new Likelihood(record, partOf(observations, partSize), by, confines);
  const rough = search(part, fixed, near, options);
  const isCovered = new Likelihood(record, observations, by).covers(rough.parameters);
  return rough.status === converged && isCovered ? rough.parameters : near;
}

/** Newton's steps from `from`, and where those ran out in a curved valley, farther along it. */
export function search(
  likelihood: Likelihood,
  fixed: Parameters,
  from: Parameters,
  options?: MinimizeOptions,
): Required<Estimate> {
  return ascend(likelihood, fixed, from, options, (objective, start, { x }) =>
    farAlongValley(likelihood, objective, fixed, start, x, search),
  );
}

/** Newton's steps alone, from `from`; or where they end nowhere, what `goOn` finds. */
export function ascend(
  likelihood: Likelihood,
  fixed: Parameters,
  from: Parameters,
  options?: MinimizeOptions,
  goOn?: (objective: FreeObjective, start: Float64Array, end: Minimum) => Required<Estimate> | undefined,
): Required<Estimate> {
  const objective = new FreeObjective(likelihood, fixed);
  const start = objective.toFree(from);
  if (start.length === 0) return { parameters: from, status: converged };
  if (!start.every(Number.isFinite))
    return { parameters: from, status: { kind: "notConverged", reason: "the search starts at a bound" } };
  const minimum = minimize(objective, start, options);
  const status = judge(objective, likelihood, start, minimum);
  if (status.kind === "notConverged" && start.length > 1 && Number.isFinite(minimum.value)) {
    const far = goOn?.(objective, start, minimum);
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
  const others = likelihood.withRespectTo(likelihood.by.filter((other) => other !== name));
  const best = search(others, { ...fixed, [name]: end[name]! }, end).parameters;
  return others.value(best) >= others.value(end) ? best : end;
}

function degenerate(record: DistributionRecord, sample: Sample, parameter: string): Status {
  const [least, most] = [sample.minimum, sample.maximum];
  const why = least === most ? "all values are equal" : "the data allow no start";
  return { kind: "degenerate", reason: `${why}, so that ${record.name} has no ${parameter}` };
}
