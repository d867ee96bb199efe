import type { Family } from "../distribution.js";
import { fitObservations } from "../fit/fit.js";
import { evaluate } from "../programs.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { moments } from "../statistics/moments.js";
import type { ComponentModel, MixturePoint } from "./freeMixture.js";
import { logSumOf } from "./logSum.js";

/** Data of a mixture, and the families that are fitted. */
export interface MixtureProblem {
  readonly families: readonly Family[];
  readonly models: readonly ComponentModel[];
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly count: number;
  /** Of the values; a component whose spread is nothing beside it has collapsed. */
  readonly spread: number;
  /** A value in the data's unit. */
  readonly inUnits: (value: number) => number;
}

/** Where EM ended. */
export interface EmEnd {
  readonly point: MixturePoint;
  readonly logLikelihood: number;
  /** Why the likelihood is unbounded there. */
  readonly collapse?: string;
}

export interface EmLimits {
  readonly maximum: number;
  /** Gain of the log-likelihood at which it ends. */
  readonly gain: number;
  /** Called after each step; false ends. */
  readonly onIteration?: ((logLikelihood: number) => unknown) | undefined;
}

/** Of a component's spread to that of the data: below, its likelihood grows without bound. */
const collapsed = 1e-9;

/**
 * Expectation and maximization by turns (Dempster, Laird & Rubin 1977): responsibilities rⱼ(x) = wⱼfⱼ(x)/Σwf, then the weights
 * are their means and each component is fitted with them as weights. The log-likelihood never falls.
 */
export function emSteps(problem: MixtureProblem, from: readonly Float64Array[], limits: EmLimits): EmEnd {
  let responsibilities = from;
  let before: MixturePoint | undefined;
  let last = -Infinity;
  for (let iteration = 0; ; iteration++) {
    const step = maximized(problem, responsibilities, before);
    if (typeof step === "string") return { point: before!, logLikelihood: Infinity, collapse: step };
    const { point } = step;
    const logs = logParts(problem, point);
    const totals = logSumOf(logs);
    let logLikelihood = 0;
    for (let i = 0; i < totals.length; i++)
      logLikelihood += (problem.weights ? problem.weights[i]! : 1) * totals[i]!;
    const ended = limits.onIteration?.(logLikelihood) === false;
    if (ended || iteration >= limits.maximum || logLikelihood - last < limits.gain)
      return { point, logLikelihood };
    before = point;
    last = logLikelihood;
    responsibilities = logs.map((part) => part.map((log, i) => Math.exp(log - totals[i]!)));
  }
}

/** log wⱼ + log fⱼ(x) of each component. */
function logParts({ models, values }: MixtureProblem, { weights, components }: MixturePoint): Float64Array[] {
  return models.map(({ record }, j) => {
    const log = Math.log(weights[j]!);
    return evaluate(record, "logPdf", values, components[j]!).map((value) => log + value);
  });
}

/** rⱼ(x) at given parameters. */
export function responsibilitiesAt(problem: MixtureProblem, point: MixturePoint): Float64Array[] {
  const logs = logParts(problem, point);
  const totals = logSumOf(logs);
  return logs.map((part) => part.map((log, i) => Math.exp(log - totals[i]!)));
}

/** The maximum for given responsibilities, or why a component has none. */
function maximized(
  problem: MixtureProblem,
  responsibilities: readonly Float64Array[],
  before: MixturePoint | undefined,
): { readonly point: MixturePoint } | string {
  const { families, models, count } = problem;
  const weights: number[] = [];
  const components: Parameters[] = [];
  for (const [j, family] of families.entries()) {
    const { record, fixed } = models[j]!;
    const column = weighted(problem, responsibilities[j]!);
    const total = column.weights.reduce((sum, weight) => sum + weight, 0);
    weights.push(total / count);
    // A component that no value belongs to stays where it was.
    if (total < 1e-10 * count && before) {
      components.push(before.components[j]!);
      continue;
    }
    const found = collapseOf(problem, record, column, j);
    if (found) return found;
    const iterative = !record.sufficient && !record.estimate;
    const start = before && iterative ? { start: before.components[j]! } : {};
    const result = fitObservations(family, { exact: column }, fixed, start);
    if (result.status.kind === "degenerate") return `components[${j}]: ${result.status.reason}`;
    components.push({ ...result.parameters });
  }
  return { point: { weights, components } };
}

function weighted({ values, weights }: MixtureProblem, responsibility: Float64Array) {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++)
    if (responsibility[i]! * (weights ? weights[i]! : 1) > 0) kept.push(i);
  return {
    values: Float64Array.from(kept, (i) => values[i]!),
    weights: Float64Array.from(kept, (i) => responsibility[i]! * (weights ? weights[i]! : 1)),
  };
}

function collapseOf(
  { spread, inUnits }: MixtureProblem,
  record: DistributionRecord,
  { values, weights }: { values: Float64Array; weights: Float64Array },
  j: number,
): string | undefined {
  // A probability is at most 1, but a density has no bound.
  if (record.kind === "discrete") return undefined;
  const { mean, variance } = moments.of(values, weights);
  if (Math.sqrt(variance) > collapsed * spread) return undefined;
  return `components[${j}] collapses onto the value ${inUnits(mean)}, and the likelihood grows without bound`;
}
