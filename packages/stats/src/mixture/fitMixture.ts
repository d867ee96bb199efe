import { type MinimizeOptions, minimize } from "@mebae/optimizers";
import { unitInterval } from "../constraints/unitInterval.js";
import type { Family } from "../distribution.js";
import { invertInformation } from "../fit/covariance.js";
import type { Data } from "../fit/readData.js";
import type { ParameterRecord } from "../record.js";
import type { RowFamily } from "../rows/family.js";
import type { Refit } from "../rows/resampling.js";
import { type CovarianceEntry, noCovariance, RowFit } from "../rows/result.js";
import { Sample } from "../sample.js";
import { exponentOf } from "../statistics/powerOfTwo.js";
import { converged } from "../status.js";
import { type EmEnd, emSteps, type MixtureProblem, responsibilitiesAt } from "./em.js";
import type { ComponentModel, MixturePoint } from "./freeMixture.js";
import { absence, degenerate, type Finish, judge, rank } from "./judge.js";
import { matchComponents } from "./match.js";
import type { MixtureDistribution, MixtureParameters } from "./mixtureDistribution.js";
import { MixtureLikelihood } from "./mixtureLikelihood.js";
import type { MixtureOptions } from "./options.js";
import { scalesOf, startsOf } from "./starts.js";

/** How many of the best starts Newton's method finishes. */
const finished = 3;

/** The best maximum of several starts, on data of unit size. */
export function fitMixture(
  family: RowFamily<Data, MixtureParameters, MixtureDistribution, MixtureOptions>,
  families: readonly Family[],
  models: readonly ComponentModel[],
  data: { readonly values: Float64Array; readonly weights: Float64Array | undefined },
  options: MixtureOptions,
): RowFit<MixtureParameters, MixtureDistribution> {
  const sample = new Sample(data.values, data.weights);
  const scales = scalesOf(models, sample);
  const unit = scales[0]!.observations({ exact: data }).exact!.values;
  const unitModels = models.map((model, j) => ({ ...model, fixed: scales[j]!.toUnit(model.fixed) }));
  const problem: MixtureProblem = {
    families,
    models: unitModels,
    values: unit,
    weights: data.weights,
    count: sample.count,
    inUnits: (value) => scales[0]!.centre + value * scales[0]!.unit,
    spread: Math.sqrt(new Sample(unit, data.weights).variance),
  };
  const likelihood = new MixtureLikelihood(unitModels, unit, data.weights);
  const discrete = models[0]!.record.kind === "discrete";
  const shift = discrete ? 0 : sample.count * scales[0]!.logDensityShift;
  const best = bestOf(problem, likelihood, startsOf(problem, scales, options), shift, options);
  const components = best.point.components.map((parameters, j) => scales[j]!.fromUnit(parameters));
  return new RowFit<MixtureParameters, MixtureDistribution>({
    family,
    make: family,
    parameters: { weights: best.point.weights, components },
    status: best.status,
    logLikelihood: best.value + shift,
    n: sample.count,
    k: likelihood.free.size,
    covariance: best.status === converged ? () => covarianceOf(likelihood, best) : noCovariance,
    exponents: [
      ...models.map(() => 0),
      ...models.flatMap(({ record }, j) =>
        Object.values<ParameterRecord>(record.parameters).map(({ role }) =>
          exponentOf(scales[j]!.factor(role)),
        ),
      ),
    ],
    constraints: [
      ...models.map(() => unitInterval()),
      ...models.flatMap(({ record }) =>
        Object.values<ParameterRecord>(record.parameters).map(({ constraint }) => constraint),
      ),
    ],
    resampling: {
      weights: data.weights ?? new Float64Array(data.values.length).fill(1),
      refit: (drawn) => {
        const parameters = { weights: best.point.weights, components };
        const again = { values: data.values, weights: drawn };
        return refit(family, families, models, again, parameters, options.search);
      },
    },
  });
}

/** Of the same values by other weights, from the parameters of a fit, its components in their order. */
function refit(
  family: RowFamily<Data, MixtureParameters, MixtureDistribution, MixtureOptions>,
  families: readonly Family[],
  models: readonly ComponentModel[],
  { values, weights }: { readonly values: Float64Array; readonly weights: Float64Array },
  start: MixtureParameters,
  search: MinimizeOptions | undefined,
): Refit<MixtureParameters> {
  const drawn = (_: number, i: number) => weights[i]! > 0;
  const kept = { values: values.filter(drawn), weights: weights.filter(drawn) };
  const { status, parameters } = fitMixture(family, families, models, kept, {
    start,
    ...(search && { search }),
  });
  if (status.kind !== "converged" && status.kind !== "boundary") return { status, parameters };
  const [before, after] = [start, parameters].map((point) => {
    const rows = family(point).responsibilities(kept.values);
    return families.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
  });
  const places = matchComponents(before!, after!, kept.weights, families);
  return {
    status,
    parameters: {
      weights: places.map((place) => parameters.weights[place]!),
      components: places.map((place) => parameters.components[place]!),
    },
  };
}

/** Runs EM from each start, and finishes the best of them. */
function bestOf(
  problem: MixtureProblem,
  likelihood: MixtureLikelihood,
  starts: readonly Float64Array[][],
  shift: number,
  { onIteration, search }: MixtureOptions,
): Finish {
  const ends = starts.map((responsibilities, start) => {
    let iteration = 0;
    const report =
      onIteration &&
      ((value: number) => onIteration({ start, iteration: iteration++, logLikelihood: value + shift }));
    return emSteps(problem, responsibilities, { maximum: 50, gain: 1e-2, onIteration: report });
  });
  const usable = ends.filter(({ collapse }) => !collapse).sort((a, b) => b.logLikelihood - a.logLikelihood);
  const finishes = usable.slice(0, finished).map((end) => finish(problem, likelihood, end, search));
  const good = finishes.filter(({ status }) => status.kind !== "degenerate");
  const best = (good.length > 0 ? good : finishes).sort((a, b) => rank(b) - rank(a))[0];
  return best ?? degenerate(problem, ends);
}

/** Newton's steps to a zero of the score; where they fail, more of EM and once more. */
function finish(
  problem: MixtureProblem,
  likelihood: MixtureLikelihood,
  { point, logLikelihood }: EmEnd,
  search: MinimizeOptions | undefined,
): Finish {
  const absent = absence(point.weights);
  if (absent) return { point, value: logLikelihood, status: absent };
  let from = point;
  for (let attempt = 0; ; attempt++) {
    const minimum = minimize(likelihood, likelihood.free.toFree(ordered(problem, from)), search);
    const status = judge(likelihood, minimum);
    const found = likelihood.free.fromFree(minimum.x);
    if (status.kind !== "notConverged" || attempt === 1)
      return { point: found, value: -minimum.value, status, minimum };
    const more = emSteps(problem, responsibilitiesAt(problem, found), { maximum: 1000, gain: 1e-9 });
    if (more.collapse)
      return { point: found, value: Infinity, status: { kind: "degenerate", reason: more.collapse } };
    from = more.point;
  }
}

/** Components of the same family by their means. */
function ordered({ families }: MixtureProblem, { weights, components }: MixturePoint): MixturePoint {
  const places = families.map((_, j) => j);
  for (const family of new Set(families)) {
    const own = places.filter((j) => families[j] === family);
    const by = (j: number) => {
      const { mean, median } = family(components[j]!);
      return Number.isFinite(mean) ? mean : median;
    };
    const sorted = own.toSorted((a, b) => by(a) - by(b));
    for (const [i, j] of own.entries()) places[j] = sorted[i]!;
  }
  return { weights: places.map((j) => weights[j]!), components: places.map((j) => components[j]!) };
}

/** J·(-∂²l/∂free²)⁻¹·Jᵀ of data of unit size. */
function covarianceOf(likelihood: MixtureLikelihood, { minimum }: Finish): CovarianceEntry {
  const inverse = invertInformation(minimum!.hessian!);
  const size = likelihood.free.size;
  const rows = likelihood.free.jacobian(minimum!.x);
  return (i, j) => {
    let sum = 0;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) sum += rows[i]![a]! * inverse[a * size + b]! * rows[j]![b]!;
    return sum;
  };
}
