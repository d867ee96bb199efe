import { DataError, Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import type { RowFitOptions } from "../rows/family.js";
import { converged, type Status } from "../status.js";
import {
  type CovarianceKind,
  type GaussianComponent,
  type GaussianRows,
  gaussianLogs,
  gaussianMaximum,
  inDataUnits,
} from "./gaussianModel.js";
import { logSumOf } from "./logSum.js";
import { nearestCentres, seedCentres } from "./seeding.js";

export interface GaussianMixtureOptions extends RowFitOptions {
  /** How many times EM starts from random centres; 10 by default. The best maximum is kept. */
  readonly starts?: number;
  /** Of the starts; `new Key(0)` by default. */
  readonly key?: Key;
  /** Added to every variance in each step, so that no component collapses; 0, and so the maximum itself, by default. */
  readonly regularization?: number;
  /** Steps of EM at most; 1000 by default. */
  readonly maximumIterations?: number;
  /** Called after each step of EM; false ends that start. */
  readonly onIteration?: (state: { start: number; iteration: number; logLikelihood: number }) => unknown;
}

/** Where EM ended. */
export interface GaussianEnd {
  readonly components: readonly GaussianComponent[];
  readonly logLikelihood: number;
  readonly status: Status;
}

/** The best end of several starts. */
export function bestGaussian(
  rows: GaussianRows,
  count: number,
  kind: CovarianceKind,
  options: GaussianMixtureOptions,
): GaussianEnd {
  const { starts = 10, key = new Key(0), regularization = 0 } = options;
  if (!Number.isSafeInteger(starts) || starts < 1)
    throw new UsageError(`fit GaussianMixture: expected a number of starts, got ${starts}`);
  if (!(regularization >= 0 && regularization < Infinity))
    throw new UsageError(`fit GaussianMixture: expected regularization of at least 0, got ${regularization}`);
  if (rows.rows < count)
    throw new DataError(
      `fit GaussianMixture: expected at least ${count} rows, one a component, got ${rows.rows}`,
    );
  const distance = scaledDistance(rows);
  let best: GaussianEnd | undefined;
  for (let start = 0; start < (count === 1 ? 1 : starts); start++) {
    const draws = new Draws(key.fold(start));
    const centres = seedCentres(count, rows.rows, rows.weights, distance, draws, start % 2 === 0);
    const end = run(rows, nearestCentres(centres, rows.rows, distance), kind, start, options);
    if (!best || rank(end) > rank(best)) best = end;
  }
  return best!;
}

/** The end of EM from components that are known. */
export function gaussianFrom(
  rows: GaussianRows,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
  { regularization, maximumIterations }: GaussianMixtureOptions,
): GaussianEnd {
  const from = gaussianResponsibilities(rows, components);
  if ("singular" in from)
    return { components, logLikelihood: Infinity, status: collapse(from.singular, rows) };
  return run(rows, from, kind, 0, { regularization, maximumIterations });
}

/** rⱼ(x) of each row, component by component, or which component has a singular covariance. */
export function gaussianResponsibilities(
  rows: GaussianRows,
  components: readonly GaussianComponent[],
): Float64Array[] | { readonly singular: number } {
  const logs = gaussianLogs(rows, components);
  return "singular" in logs ? logs : shares(logs, logSumOf(logs));
}

function shares(logs: readonly Float64Array[], totals: Float64Array): Float64Array[] {
  return logs.map((part) => part.map((log, i) => Math.exp(log - totals[i]!)));
}

function rank({ logLikelihood, status }: GaussianEnd): number {
  return status.kind === "degenerate" ? -Infinity : logLikelihood;
}

/** Columns in units of their deviations. */
function scaledDistance({ values, columns: d, variances }: GaussianRows): (i: number, j: number) => number {
  return (i, j) => {
    let sum = 0;
    for (let a = 0; a < d; a++) sum += (values[i * d + a]! - values[j * d + a]!) ** 2 / (variances[a]! || 1);
    return sum;
  };
}

function run(
  rows: GaussianRows,
  from: readonly Float64Array[],
  kind: CovarianceKind,
  start: number,
  { regularization = 0, maximumIterations = 1000, onIteration }: GaussianMixtureOptions,
): GaussianEnd {
  let responsibilities = from;
  let last = -Infinity;
  for (let iteration = 0; ; iteration++) {
    const components = gaussianMaximum(rows, responsibilities, kind, regularization);
    const logs = gaussianLogs(rows, components);
    if ("singular" in logs)
      return { components, logLikelihood: Infinity, status: collapse(logs.singular, rows) };
    const totals = logSumOf(logs);
    let logLikelihood = 0;
    for (let i = 0; i < rows.rows; i++) logLikelihood += (rows.weights ? rows.weights[i]! : 1) * totals[i]!;
    const goesOn =
      onIteration?.({ start, iteration, logLikelihood: inDataUnits(rows, logLikelihood) }) !== false;
    const gain = logLikelihood - last;
    if (gain <= 1e-10 * rows.count) return { components, logLikelihood, status: converged };
    if (!goesOn || iteration + 1 >= maximumIterations) {
      const reason = `ended after ${iteration + 1} steps of EM, the last of which gained ${gain.toPrecision(2)}`;
      return { components, logLikelihood, status: { kind: "notConverged", reason } };
    }
    last = logLikelihood;
    responsibilities = shares(logs, totals);
  }
}

function collapse(j: number, { columns }: GaussianRows): Status {
  const reason = `components[${j}] collapses onto rows that don't spread in ${columns} directions, and the likelihood grows without bound; a regularization prevents it`;
  return { kind: "degenerate", reason };
}
