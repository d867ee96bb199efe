import { UsageError } from "@mebae/tensor";
import { covarianceConstraints } from "../constraints/covariance.js";
import { real } from "../constraints/real.js";
import { unitInterval } from "../constraints/unitInterval.js";
import { invertInformation } from "../fit/covariance.js";
import { readWeights } from "../fit/readData.js";
import type { RowFamily } from "../rows/family.js";
import { type RowData, readRows } from "../rows/readRows.js";
import type { Refit } from "../rows/resampling.js";
import { type CovarianceEntry, noCovariance, RowFit } from "../rows/result.js";
import { rowMoments } from "../statistics/rowMoments.js";
import { converged } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { covarianceBasis, gaussianInformation } from "./gaussianDerivatives.js";
import {
  bestGaussian,
  type GaussianEnd,
  type GaussianMixtureOptions,
  gaussianFrom,
  gaussianResponsibilities,
} from "./gaussianEm.js";
import {
  GaussianMixtureDistribution,
  type GaussianMixtureParameters,
} from "./gaussianMixtureDistribution.js";
import {
  type CovarianceKind,
  freeCovariances,
  type GaussianComponent,
  type GaussianRows,
} from "./gaussianModel.js";
import { gaussianLogLikelihood, gaussianNewton } from "./gaussianNewton.js";
import { matchComponents } from "./match.js";

export interface GaussianMixtureShape {
  /** How many components. */
  readonly components: number;
  /** "full" by default. */
  readonly covariance?: CovarianceKind;
}

/**
 * Mixtures of normal distributions of rows, f(x) = Σ wⱼN(x; μⱼ, Σⱼ), their covariances any ("full"), without correlations
 * ("diagonal") or multiples of the unit matrix ("spherical"). A fit takes several starts by EM (Dempster, Laird & Rubin 1977) up to
 * a gain of 10⁻¹⁰ a row, keeps the best, and finishes it by Newton's steps; the components come in the order of their means' first column. A component that
 * collapses onto too few rows makes the likelihood unbounded: such starts are dropped, and where none is left the status says so.
 *
 *     const fits = [1, 2, 3].map((components) => fit(GaussianMixture({ components }), rows));
 *     compareFits(fits, { by: "bic" })[0].fit;
 */
export function GaussianMixture({
  components,
  covariance = "full",
}: GaussianMixtureShape): RowFamily<
  RowData,
  GaussianMixtureParameters,
  GaussianMixtureDistribution,
  GaussianMixtureOptions
> {
  if (!Number.isSafeInteger(components) || components < 1)
    throw new UsageError(`GaussianMixture: expected a number of components, got ${components}`);
  const make = (parameters: GaussianMixtureParameters) => new GaussianMixtureDistribution(parameters);
  const family: ReturnType<typeof GaussianMixture> = Object.assign(make, {
    record: {
      name: `GaussianMixture(${components}, ${covariance})`,
      fitRows: (data: RowData, options: GaussianMixtureOptions) => {
        const { rows, centre } = read(data, options);
        const best = finished(rows, bestGaussian(rows, components, covariance, options), covariance, options);
        return resultOf(family, rows, centre, best, covariance, options);
      },
    },
  });
  return family;
}

/** Rows about their mean, whose products lose no digits. */
function read(
  data: RowData,
  { weights }: GaussianMixtureOptions,
): { rows: GaussianRows; centre: Float64Array } {
  const where = "fit GaussianMixture";
  const { values, rows, columns } = readRows(where, data);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, rows);
  const { mean, covariance, count } = rowMoments(where, data, weights);
  const variances = mean.map((_, a) => covariance[a * columns + a]!);
  const centred = values.map((value, at) => value - mean[at % columns]!);
  return { rows: { values: centred, rows, columns, weights: heavy, count, variances }, centre: mean };
}

/** To the last digit, where the end is a maximum. */
function finished(
  rows: GaussianRows,
  end: GaussianEnd,
  kind: CovarianceKind,
  { regularization = 0 }: GaussianMixtureOptions,
): GaussianEnd {
  if (end.status !== converged || regularization > 0) return end;
  const components = gaussianNewton(rows, end.components, kind);
  return { components, logLikelihood: gaussianLogLikelihood(rows, components), status: converged };
}

function resultOf(
  family: ReturnType<typeof GaussianMixture>,
  rows: GaussianRows,
  centre: Float64Array,
  { components, logLikelihood, status }: GaussianEnd,
  kind: CovarianceKind,
  options: GaussianMixtureOptions,
): RowFit<GaussianMixtureParameters, GaussianMixtureDistribution> {
  const d = rows.columns;
  const sorted = components.toSorted((a, b) => a.mean[0]! - b.mean[0]!);
  const regular = status === converged && !options.regularization;
  return new RowFit<GaussianMixtureParameters, GaussianMixtureDistribution>({
    family,
    make: family,
    parameters: parametersOf(sorted, centre),
    status,
    logLikelihood,
    n: rows.count,
    k: components.length - 1 + components.length * (d + freeCovariances(kind, d)),
    // A regularized end is no maximum, so that its information says nothing.
    covariance: regular ? () => covarianceOf(rows, sorted, kind) : noCovariance,
    constraints: [
      ...sorted.map(() => unitInterval()),
      ...sorted.flatMap(({ mean }) => Array.from(mean, () => real())),
      ...sorted.flatMap(() => covarianceConstraints(d)),
    ],
    resampling: {
      weights: rows.weights ?? new Float64Array(rows.rows).fill(1),
      refit: (drawn) => refit({ ...rows, weights: drawn }, centre, sorted, kind, options),
    },
  });
}

function parametersOf(
  components: readonly GaussianComponent[],
  centre: Float64Array,
): GaussianMixtureParameters {
  const d = centre.length;
  return {
    weights: components.map(({ weight }) => weight),
    means: components.map(({ mean }) => Array.from(mean, (value, a) => value + centre[a]!)),
    covariances: components.map(({ covariance }) =>
      Array.from({ length: d }, (_, a) => [...covariance.subarray(a * d, (a + 1) * d)]),
    ),
  };
}

/** Of the same rows by other weights, from the components of a fit, and in their order. */
function refit(
  rows: GaussianRows & { readonly weights: Float64Array },
  centre: Float64Array,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
  options: GaussianMixtureOptions,
): Refit<GaussianMixtureParameters> {
  const { weights } = rows;
  const again = { ...rows, count: totalWeight(rows.rows, weights) };
  const end = finished(again, gaussianFrom(again, components, kind, options), kind, options);
  const [before, after] = [components, end.components].map((some) => gaussianResponsibilities(again, some));
  if (!Array.isArray(before) || !Array.isArray(after))
    return { status: end.status, parameters: parametersOf(end.components, centre) };
  const places = matchComponents(before, after, weights);
  const matched = places.map((place) => end.components[place]!);
  return { status: end.status, parameters: parametersOf(matched, centre) };
}

/** From the free numbers to all: the last weight is what is left of 1, and a covariance's entries move together. */
function covarianceOf(
  rows: GaussianRows,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
): CovarianceEntry {
  const inverse = invertInformation(gaussianInformation(rows, components, kind).information);
  const size = Math.sqrt(inverse.length);
  const d = rows.columns;
  const basis = covarianceBasis(kind, d);
  const [count, own] = [components.length, d + basis.length];
  // Which free numbers each number is the sum of, with their signs.
  const places: { readonly at: readonly number[]; readonly sign: number }[] = [];
  const odds = Array.from({ length: count - 1 }, (_, j) => j);
  for (const j of odds) places.push({ at: [j], sign: 1 });
  places.push({ at: odds, sign: -1 });
  for (let j = 0; j < count; j++)
    for (let a = 0; a < d; a++) places.push({ at: [count - 1 + j * own + a], sign: 1 });
  for (let j = 0; j < count; j++)
    for (let at = 0; at < d * d; at++) {
      const free = basis.findIndex((entries) => entries.includes(at));
      places.push({ at: free < 0 ? [] : [count - 1 + j * own + d + free], sign: 1 });
    }
  return (i, j) => {
    const [p, q] = [places[i]!, places[j]!];
    let sum = 0;
    for (const a of p.at) for (const b of q.at) sum += inverse[a * size + b]!;
    return p.sign * q.sign * sum;
  };
}
