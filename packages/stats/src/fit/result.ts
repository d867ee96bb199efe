import { UsageError } from "@mebae/tensor";
import { InformationCriteria } from "../compare/criteria.js";
import { Distribution, type Family } from "../distribution.js";
import { truncatedRecord } from "../distributions/truncated.js";
import { type GoodnessOfFit, type GoodnessOptions, goodnessOfFit } from "../goodness/goodnessOfFit.js";
import { confidenceIntervals } from "../intervals/confidenceIntervals.js";
import type { Intervals } from "../intervals/interval.js";
import type { IntervalOptions } from "../intervals/options.js";
import type { Maximum } from "../intervals/profile.js";
import { Likelihood } from "../likelihood/likelihood.js";
import { countOf, type Observations } from "../likelihood/observations.js";
import { parameterNames } from "../programs.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { converged, type Status } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { untruncated } from "../truncation/untruncated.js";
import { owned } from "./borrowed.js";
import {
  covarianceBy,
  covarianceOf,
  expectedInformationOf,
  observedInformationAt,
  regularNames,
} from "./covariance.js";
import { roughSample } from "./roughSample.js";
import { type Standardization, standardizationOf } from "./standardization.js";

/** What a fit found. Everything beyond the parameters is computed when it is asked for. */
export class FitResult<P extends string = string> extends InformationCriteria {
  readonly parameters: Parameters<P>;
  /** Whether the parameters are a maximum inside their bounds, and if not, what they are. Always look. */
  readonly status: Status;
  /** The number of observations, or the sum of their weights. */
  readonly n: number;
  #observations: Observations;
  #logLikelihood: number | undefined;
  #standard: Standardization | undefined;
  #unitObservations: Observations | undefined;
  #observed: Float64Array | undefined;

  constructor(
    readonly family: Family<P>,
    observations: Observations,
    /** The parameters that were fitted, in the order of `covariance`. */
    readonly fitted: readonly P[],
    { parameters, status = converged }: Estimate<P>,
    /** The same fit of other observations. */
    readonly refit: (observations: Observations) => FitResult<P>,
  ) {
    super();
    this.#observations = observations;
    this.n = countOf(observations);
    // In the record's order, whatever the estimate's.
    this.parameters = Object.fromEntries(
      parameterNames(family.record).map((name) => [name, parameters[name]]),
    ) as Parameters<P>;
    this.status = status;
  }

  /**
   * What was fitted, and what everything but the parameters is computed from. UsageError where it is a long Float64Array that closed
   * forms read in place, and that was written to before the result first needed it.
   */
  get observations(): Observations {
    this.#observations = owned(this.#observations);
    return this.#observations;
  }

  /** The fitted distribution. UsageError where the limit that a fit went to is none. */
  get distribution(): Distribution<P> {
    try {
      return this.family(this.parameters);
    } catch (error) {
      const { status } = this;
      const reason = status.kind === "converged" ? "" : ` (${status.kind}: ${status.reason})`;
      throw new UsageError(
        `the fit of ${this.#record.name} is no distribution${reason}: ${(error as Error).message}`,
      );
    }
  }

  /** l = Σ wᵢ·log f(xᵢ) at the parameters. */
  get logLikelihood(): number {
    this.#logLikelihood ??= this.#computeLogLikelihood();
    return this.#logLikelihood;
  }

  /** The number of fitted parameters. */
  get k(): number {
    return this.fitted.length;
  }

  /**
   * The covariance of the fitted parameters, in their order: the inverse of the observed information -∂²l/∂θ∂θ, or where the
   * likelihood has kinks of the expected information. NaN where there is none: without a maximum, and in the rows of parameters
   * that bound the support, that stand at a limit or whose errors aren't normal.
   */
  get covariance(): number[][] {
    this.#observed ??= this.#covarianceOfUnit("observed");
    return this.#inUnits(this.#observed);
  }

  /** The same by the expected information of the fitted distribution; UsageError for censored or truncated data. */
  get expectedCovariance(): number[][] {
    if (!this.#isExact)
      throw new UsageError(
        `the fit of ${this.#record.name}: the expected information is known for exact data only`,
      );
    return this.#inUnits(this.#covarianceOfUnit("expected"));
  }

  /** Square roots of the covariance's diagonal, by name. */
  get standardErrors(): Parameters<P> {
    this.#observed ??= this.#covarianceOfUnit("observed");
    const factors = this.#factors();
    const k = this.fitted.length;
    // Not of the covariance in units of the data, whose squares may leave the range of numbers.
    const errors = this.fitted.map((name, i) => [name, Math.sqrt(this.#observed![i * k + i]!) * factors[i]!]);
    return Object.fromEntries(errors) as Parameters<P>;
  }

  /** Confidence intervals of the fitted parameters, see `IntervalOptions`. */
  confidenceIntervals(options: IntervalOptions = {}): Intervals<P> {
    return confidenceIntervals(this, options);
  }

  /** How well the distribution fits, with p-values that know that it was fitted; see `GoodnessOptions`. */
  goodnessOfFit(options: GoodnessOptions = {}): GoodnessOfFit {
    return goodnessOfFit(this, options);
  }

  /** The same maximum on data of unit size, on which likelihoods of any data are well scaled. */
  onUnitData(): { readonly maximum: Maximum; readonly standardization: Standardization } {
    const standardization = this.#standardization;
    const { observations } = this.#likelihood([]);
    const parameters = standardization.toUnit(this.parameters as Parameters);
    return {
      standardization,
      maximum: { record: this.#base.record, observations, fitted: this.fitted, parameters },
    };
  }

  /** Whether second derivatives miss what the data say about a fitted parameter. */
  get #isKinked(): boolean {
    return this.fitted.some((name) => this.#record.kinked?.parameters.includes(name));
  }

  /** Neither censored nor truncated. */
  get #isExact(): boolean {
    return this.#observations.exact !== undefined && Object.keys(this.#observations).length === 1;
  }

  get #record(): DistributionRecord {
    return this.family.record as unknown as DistributionRecord;
  }

  get #standardization(): Standardization {
    const { record, observations } = this.#base;
    this.#standard ??= standardizationOf(record, roughSample(observations));
    return this.#standard;
  }

  /** A truncated family's base on truncated observations. */
  get #base(): { readonly record: DistributionRecord; readonly observations: Observations } {
    return untruncated(this.#record, this.observations);
  }

  /** On data of unit size. */
  #likelihood(by: readonly string[]): Likelihood {
    this.#unitObservations ??= this.#standardization.observations(this.#base.observations);
    return new Likelihood(this.#base.record, this.#unitObservations, by);
  }

  #computeLogLikelihood(): number {
    const standard = this.#standardization;
    const likelihood = this.#likelihood([]);
    const parameters = standard.toUnit(this.parameters as Parameters);
    if (!likelihood.covers(parameters)) return -Infinity;
    const densities = this.observations.exact ? countExact(this.observations) : 0;
    return likelihood.value(parameters) + densities * standard.logDensityShift;
  }

  /** The fitted distribution of data of unit size, the bounds of a truncated one included. */
  #onUnit(parameters: Parameters): Distribution {
    const { record, observations } = this.#base;
    const { truncation } = this.#standardization.observations(observations);
    return new Distribution(truncation ? truncatedRecord(record, truncation) : record, parameters);
  }

  #factors(): number[] {
    return this.fitted.map((name) => this.#standardization.factor(this.#record.parameters[name]!.role));
  }

  #inUnits(covariance: Float64Array): number[][] {
    const factors = this.#factors();
    const k = factors.length;
    return factors.map((row, i) => factors.map((column, j) => covariance[i * k + j]! * row * column));
  }

  #covarianceOfUnit(kind: "observed" | "expected"): Float64Array {
    const names = regularNames(this.#record, this.fitted, this as Estimate);
    if (names.length === 0) return new Float64Array(this.k ** 2).fill(Number.NaN);
    const { maximum } = this.onUnitData();
    // With a parameter known the others no longer determine each other.
    if (this.#record.coordinates && this.#isExact && names.length === parameterNames(this.#record).length)
      return covarianceBy(this.#record.coordinates(maximum.parameters), this.n);
    const information =
      kind === "observed" && !this.#isKinked
        ? observedInformationAt(maximum, names)
        : expectedInformationOf(this.#onUnit(maximum.parameters), this.n, names);
    return covarianceOf(information, names, this.fitted);
  }
}

function countExact({ exact }: Observations): number {
  return totalWeight(exact!.values.length, exact!.weights);
}
