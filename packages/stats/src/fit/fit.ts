import type { MinimizeOptions } from "@mebae/optimizers";
import { UsageError } from "@mebae/tensor";
import { Distribution, type Family } from "../distribution.js";
import { supportBounds } from "../irregular.js";
import { expectKnownOptions } from "../knownOptions.js";
import type { Observations } from "../likelihood/observations.js";
import { parameterNames } from "../programs.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import type { RowFamily } from "../rows/family.js";
import type { RowFit } from "../rows/result.js";
import { Sample } from "../sample.js";
import { untruncated } from "../truncation/untruncated.js";
import { owned } from "./borrowed.js";
import type { CensoredData } from "./censored.js";
import { observe } from "./observe.js";
import { ownEstimate, withinRange } from "./ownEstimate.js";
import type { Data } from "./readData.js";
import { FitResult } from "./result.js";
import { roughSample } from "./roughSample.js";
import { solve } from "./solve.js";
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
 * A Float64Array of 2¹⁴ values or more that a closed form fits is copied only when the result first needs it; see `observations`.
 *
 *     const { parameters, standardErrors } = fit(Gamma, [1.2, 0.4, 3.1, 2.2]);
 *
 * @throws DataError for no data, for what is no finite number or not within the family's domain, naming its index
 */
export function fit<P extends string>(
  family: Family<P>,
  data: Data | CensoredData,
  options?: FitOptions<P>,
): FitResult<P>;
/** Fits a family of rows, of labels, or a mixture likewise. */
export function fit<Input, P, D, Options>(
  family: RowFamily<Input, P, D, Options>,
  data: Input,
  options?: Options,
): RowFit<P, D>;
export function fit(
  family: Family | RowFamily<unknown, unknown, unknown, unknown>,
  data: unknown,
  options: unknown = {},
): unknown {
  if (family?.record === undefined || !("parameters" in family.record || "fitRows" in family.record))
    throw new UsageError("fit: expected a family such as Normal, got something else");
  if (family instanceof Distribution)
    throw new UsageError(`fit: expected the family ${family.name} itself, got one of its distributions`);
  return "fitRows" in family.record
    ? family.record.fitRows(data, options)
    : fitNumbers(family as Family, data as Data | CensoredData, options as FitOptions);
}

function fitNumbers(family: Family, data: Data | CensoredData, options: FitOptions): FitResult {
  const { record } = family;
  const where = `fit ${record.name}`;
  expectKnownOptions(where, options, ["weights", "fixed", "truncation", "start", "search"]);
  expectStart(record, options.start ?? {});
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
  const own = byItself(record, observations, fixed, options);
  // A search takes so long that its result may as well have the values to itself.
  const kept = own ? observations : owned(observations);
  const estimate = own ?? bySearch(record, kept, by, fixed, options);
  const refit = (others: Observations) => fitObservations(family, others, fixed, { search: options.search });
  return new FitResult(family, kept, by as P[], withinRange(estimate) as Estimate<P>, refit);
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

/** Newton's method needs derivatives at the maximum. */
function refuseRough(record: DistributionRecord, by: readonly string[]): void {
  const { name: family, kinked } = record;
  const bounds = by.find((name) => supportBounds(record).includes(name));
  const name = bounds ?? by.find((other) => kinked?.parameters.includes(other));
  if (!name) return;
  const why = bounds ? "bounds the support" : "has a likelihood with kinks";
  throw new UsageError(
    `fit ${family}: ${name} ${why}, and is fitted to exact data only, with nothing fixed but it: give it in \`fixed\``,
  );
}

/** By Newton's method, on data of unit size. */
function bySearch(
  record: DistributionRecord,
  observations: Observations,
  by: readonly string[],
  fixed: Parameters,
  { start, search }: FitOptions,
): Estimate {
  const { record: base, observations: kept } = untruncated(record, observations);
  refuseRough(base, by);
  const standard = standardizationOf(base, roughSample(kept));
  const estimate = solve(base, standard.observations(kept), by, {
    fixed: standard.toUnit(fixed),
    start: start && standard.toUnit(start as Parameters),
    options: search,
  });
  return { ...estimate, parameters: { ...standard.fromUnit(estimate.parameters), ...fixed } };
}

/** A start that the search couldn't be at is no start. */
function expectStart(record: DistributionRecord, start: Partial<Parameters>): void {
  const where = `fit ${record.name}: expected in \`start\``;
  for (const [name, value] of Object.entries(start)) {
    const parameter = record.parameters[name];
    if (!parameter) throw new UsageError(`${where} ${parameterNames(record).join(", ")}, got "${name}"`);
    if (typeof value !== "number" || !parameter.constraint.contains([value]))
      throw new UsageError(`${where} ${name} to be ${parameter.constraint.describe()}, got ${value}`);
  }
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
