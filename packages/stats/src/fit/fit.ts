import type { MinimizeOptions } from "@mebae/optimizers";
import { DataError, UsageError } from "@mebae/tensor";
import type { Family } from "../distribution.js";
import { kinds, type Observations } from "../likelihood/observations.js";
import { parameterNames } from "../programs.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { cuttingBounds, intersection, knownSupport, readBounds } from "../truncation/bounds.js";
import { untruncated } from "../truncation/untruncated.js";
import { CensoredData } from "./censored.js";
import { ownEstimate, withinRange } from "./ownEstimate.js";
import { type Data, expectDomain, readNumbers, readWeights } from "./readData.js";
import { FitResult } from "./result.js";
import { roughSample, solve } from "./solve.js";
import { standardizationOf } from "./standardization.js";

export interface FitOptions<P extends string = string> {
  /** How much each value counts: at least 0, 1 by default. Twice the weight is the value twice. */
  readonly weights?: Data;
  /** Parameters that are known and not fitted. */
  readonly fixed?: Partial<Parameters<P>>;
  /** Values were recorded only where low < x ≤ high. */
  readonly truncation?: { readonly low?: number; readonly high?: number };
  /** Where to start the search instead of where the family would. */
  readonly start?: Partial<Parameters<P>>;
  /** Of Newton's search, where there is one. */
  readonly search?: MinimizeOptions | undefined;
}

/**
 * Fits a family to data by maximum likelihood: in closed form where there is one, by the family's own equation, or by
 * Newton's method on exact derivatives. The result's `status` says whether the maximum is one. The data aren't changed.
 *
 *     const { parameters, standardErrors } = fit(Gamma, [1.2, 0.4, 3.1, 2.2]);
 *
 * @throws DataError for no data, for what is no finite number or not within the family's domain, naming its index
 */
export function fit<P extends string>(
  family: Family<P>,
  data: Data | CensoredData,
  options: FitOptions<P> = {},
): FitResult<P> {
  const record = family.record as unknown as DistributionRecord;
  const fixed = checkedFixed(record, options.fixed ?? {});
  return fitObservations(family, observe(record, data, fixed, options), fixed, options);
}

/** The fit of observations that were checked. */
export function fitObservations<P extends string>(
  family: Family<P>,
  observations: Observations,
  fixed: Parameters,
  options: Pick<FitOptions<P>, "start" | "search"> = {},
): FitResult<P> {
  const record = family.record as unknown as DistributionRecord;
  const by = parameterNames(record).filter((name) => !(name in fixed));
  const estimate =
    byItself(record, observations, fixed, options) ?? bySearch(record, observations, by, fixed, options);
  const refit = (others: Observations) => fitObservations(family, others, fixed, { search: options.search });
  return new FitResult(family, observations, by as P[], withinRange(estimate) as Estimate<P>, refit);
}

/** Data as observations, checked. */
export function observe(
  record: DistributionRecord,
  data: Data | CensoredData,
  fixed: Parameters,
  { weights, truncation }: Pick<FitOptions, "weights" | "truncation">,
): Observations {
  const where = `fit ${record.name}`;
  const read = data instanceof CensoredData ? undefined : readNumbers(where, data);
  const length = read ? read.length : (data as CensoredData).length;
  if (length === 0) throw new DataError(`${where}: expected data, got none`);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, length);
  if (heavy?.every((weight) => weight === 0))
    throw new DataError(`${where}: expected data, got weights of 0 only`);
  const { low, high } = readBounds(where, truncation ?? {});
  if (record.period && (!read || truncation))
    throw new UsageError(`${where}: angles have no order, so that none is censored or truncated`);
  const exact = read ?? (data as CensoredData).lower;
  // Places are the user's, not those of what is left.
  const counts = (i: number) =>
    !(heavy && heavy[i] === 0) && (!!read || exact[i] === (data as CensoredData).upper[i]);
  expectDomain(record, exact, fixed, counts);
  const { low: lowest, high: highest } = intersection({ low, high }, record.truncation ?? { low, high });
  const observations = read
    ? exactly(read, heavy)
    : (data as CensoredData)
        .within(lowest, highest)
        .inSupport(knownSupport(record.truncation?.base ?? record, fixed), record.kind)
        .observations(heavy);
  if (!kinds.some((kind) => observations[kind]))
    throw new DataError(`${where}: expected data, got bounds that hold for every value`);
  if (!truncation) return observations;
  const outside = exact.findIndex((value, i) => counts(i) && !(value > low && value <= high));
  if (outside >= 0)
    throw new DataError(
      `${where}: expected value [${outside}] within the truncation, above ${low} and at most ${high}, got ${exact[outside]}`,
      { index: outside },
    );
  return { ...observations, truncation: cuttingBounds(record, { low, high }, fixed) };
}

function exactly(values: Float64Array, weights: Float64Array | undefined): Observations {
  if (!weights) return { exact: { values } };
  const kept = weights.some((weight) => weight === 0)
    ? (_: number, i: number) => weights[i] !== 0
    : undefined;
  return {
    exact: kept ? { values: values.filter(kept), weights: weights.filter(kept) } : { values, weights },
  };
}

/** By the family's own way, where it has one for what is asked. */
function byItself(
  record: DistributionRecord,
  { exact, left, right, interval, truncation }: Observations,
  fixed: Parameters,
  { start }: FitOptions,
): Estimate | undefined {
  const known = Object.keys(fixed).every((name) => record.parameters[name]!.given);
  if (!exact || left || right || interval || truncation || !known || start) return undefined;
  return ownEstimate(record, new Sample(exact.values, exact.weights), fixed);
}

/** By Newton's method, on data of unit size. */
function bySearch(
  record: DistributionRecord,
  observations: Observations,
  by: readonly string[],
  fixed: Parameters,
  { start, search }: FitOptions,
): Estimate {
  const irregular = by.find((name) => record.irregular?.includes(name));
  if (irregular)
    throw new UsageError(
      `fit ${record.name}: the likelihood isn't smooth in ${irregular}, which is fitted to exact data only, with nothing fixed but it: give it in \`fixed\``,
    );
  const { record: base, observations: kept } = untruncated(record, observations);
  const standard = standardizationOf(base, roughSample(kept));
  const estimate = solve(base, standard.observations(kept), by, {
    fixed: standard.toUnit(fixed),
    start: start && standard.toUnit(start as Parameters),
    options: search,
  });
  return { ...estimate, parameters: { ...standard.fromUnit(estimate.parameters), ...fixed } };
}

function checkedFixed(record: DistributionRecord, fixed: Partial<Parameters>): Parameters {
  const names = parameterNames(record);
  for (const [name, value] of Object.entries(fixed)) {
    const parameter = record.parameters[name];
    if (!parameter)
      throw new UsageError(`fit ${record.name}: no parameter "${name}" to fix; expected ${names.join(", ")}`);
    if (typeof value !== "number" || !parameter.constraint.contains([value]))
      throw new UsageError(
        `fit ${record.name}: expected ${name} to be ${parameter.constraint.describe()}, got ${value}`,
      );
  }
  const missing = names.find((name) => record.parameters[name]!.given && !(name in fixed));
  if (missing)
    throw new UsageError(`fit ${record.name}: expected ${missing} in \`fixed\`: data don't tell it`);
  return fixed as Parameters;
}
