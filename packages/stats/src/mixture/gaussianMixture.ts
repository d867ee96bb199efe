import { UsageError } from "@mebae/tensor";
import { covarianceConstraints } from "../constraints/covariance.js";
import { real } from "../constraints/real.js";
import { unitInterval } from "../constraints/unitInterval.js";
import { readWeights } from "../fit/readData.js";
import type { RowFamily } from "../rows/family.js";
import { type RowData, readRows } from "../rows/readRows.js";
import type { Refit } from "../rows/resampling.js";
import { noCovariance, RowFit } from "../rows/result.js";
import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import { momentsInUnits, rowsInUnits, unitExponents } from "../statistics/rowMoments.js";
import { converged, type Status } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { beyondNumbers, covarianceExponents, covarianceInUnits } from "../vectors/variances.js";
import { gaussianCovariance } from "./gaussianCovariance.js";
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
  inDataUnits,
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
        const { rows, centre } = read(data, covariance, options);
        const best = finished(rows, bestGaussian(rows, components, covariance, options), covariance, options);
        return resultOf(family, rows, centre, best, covariance, options);
      },
    },
  });
  return family;
}

/** Rows about their mean, in units in which their products are numbers, so that these lose no digits. */
function read(
  data: RowData,
  kind: CovarianceKind,
  { weights, regularization = 0 }: GaussianMixtureOptions,
): { rows: GaussianRows; centre: Float64Array } {
  const where = "fit GaussianMixture";
  const { values: asGiven, rows, columns } = readRows(where, data);
  // One variance of all columns is in one unit.
  const sizes =
    kind === "spherical"
      ? Array<number>(columns).fill(unitExponents(asGiven, 1)[0]!)
      : unitExponents(asGiven, columns);
  // A regularization that is large beside the rows is no number in their units.
  const exponents = regularization > 0 ? sizes.map((exponent) => Math.max(0, exponent)) : sizes;
  const values = rowsInUnits(asGiven, exponents);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, rows);
  const { mean, covariance, count } = momentsInUnits(where, values, exponents, weights);
  const variances = mean.map((_, a) => covariance[a * columns + a]!);
  const centred = values.map((value, at) => value - mean[at % columns]!);
  return {
    rows: { values: centred, rows, columns, exponents, weights: heavy, count, variances },
    centre: mean,
  };
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
  const { columns: d, exponents } = rows;
  const sorted = components.toSorted((a, b) => a.mean[0]! - b.mean[0]!);
  const isRegular = status === converged && !options.regularization;
  const parameters = parametersOf(sorted, rows, centre);
  return new RowFit<GaussianMixtureParameters, GaussianMixtureDistribution>({
    family,
    make: family,
    parameters,
    status: honest(status, parameters),
    logLikelihood: inDataUnits(rows, logLikelihood),
    n: rows.count,
    k: components.length - 1 + components.length * (d + freeCovariances(kind, d)),
    // A regularized end is no maximum, so that its information says nothing.
    exponents: [
      ...sorted.map(() => 0),
      ...sorted.flatMap(() => exponents),
      ...sorted.flatMap(() => covarianceExponents(exponents)),
    ],
    covariance: isRegular ? () => gaussianCovariance(rows, sorted, kind) : noCovariance,
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

/** No maximum where a variance is none that numbers hold. */
function honest(status: Status, { covariances }: GaussianMixtureParameters): Status {
  if (status !== converged) return status;
  return covariances.map(beyondNumbers).find((found) => found !== undefined) ?? status;
}

function parametersOf(
  components: readonly GaussianComponent[],
  { exponents }: GaussianRows,
  centre: Float64Array,
): GaussianMixtureParameters {
  return {
    weights: components.map(({ weight }) => weight),
    means: components.map(({ mean }) =>
      Array.from(mean, (value, a) => timesPowerOfTwo(value + centre[a]!, exponents[a]!)),
    ),
    covariances: components.map(({ covariance }) => covarianceInUnits(covariance, exponents)),
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
    return { status: end.status, parameters: parametersOf(end.components, again, centre) };
  const places = matchComponents(before, after, weights);
  const matched = places.map((place) => end.components[place]!);
  return { status: end.status, parameters: parametersOf(matched, again, centre) };
}
