import { choleskyFactor, choleskyInverse } from "@mebae/optimizers";
import { UsageError } from "@mebae/tensor";
import type { Distribution, Family } from "../distribution.js";
import { type GoodnessOfFit, type GoodnessOptions, goodnessOfFit } from "../goodness/goodnessOfFit.js";
import { confidenceIntervals, type IntervalOptions } from "../intervals/confidenceIntervals.js";
import type { Intervals } from "../intervals/interval.js";
import type { Maximum } from "../intervals/profile.js";
import { Likelihood } from "../likelihood/likelihood.js";
import { countOf, type Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import { converged, type Status } from "../status.js";
import { roughSample } from "./solve.js";
import { type Standardization, standardizationOf } from "./standardization.js";

/** What a fit found. Everything beyond the parameters is computed when it is asked for. */
export class FitResult<P extends string = string> {
  readonly parameters: Parameters<P>;
  /** Whether the parameters are a maximum inside their bounds, and if not, what they are. Always look. */
  readonly status: Status;
  #logLikelihood: number | undefined;
  #standard: Standardization | undefined;
  #unitObservations: Observations | undefined;
  #unitCovariance: Float64Array | undefined;

  constructor(
    readonly family: Family<P>,
    readonly observations: Observations,
    /** The parameters that were fitted, in the order of `covariance`. */
    readonly fitted: readonly P[],
    { parameters, status = converged }: Estimate<P>,
    /** The same fit of other observations. */
    readonly refit: (observations: Observations) => FitResult<P>,
  ) {
    this.parameters = parameters;
    this.status = status;
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

  /** The number of observations, or the sum of their weights. */
  get n(): number {
    return countOf(this.observations);
  }

  /** The number of fitted parameters. */
  get k(): number {
    return this.fitted.length;
  }

  /** 2k - 2l (Akaike 1974). */
  get aic(): number {
    return 2 * this.k - 2 * this.logLikelihood;
  }

  /** AIC for small samples, AIC + 2k(k+1)/(n-k-1) (Hurvich & Tsai 1989); Infinity up to k + 1 observations. */
  get aicc(): number {
    const { n, k } = this;
    return n > k + 1 ? this.aic + (2 * k * (k + 1)) / (n - k - 1) : Infinity;
  }

  /** k·log n - 2l (Schwarz 1978). */
  get bic(): number {
    return this.k * Math.log(this.n) - 2 * this.logLikelihood;
  }

  /**
   * The covariance of the fitted parameters: the inverse of the observed information -∂²l/∂θ². NaN where there is none: not at
   * a maximum inside, and in the rows of parameters that bound the support.
   */
  get covariance(): number[][] {
    const factors = this.#factors();
    const k = this.fitted.length;
    const unit = this.#covarianceOfUnit();
    return factors.map((row, i) => factors.map((column, j) => unit[i * k + j]! * row * column));
  }

  /** Square roots of the covariance's diagonal, by name. */
  get standardErrors(): Parameters<P> {
    const factors = this.#factors();
    const k = this.fitted.length;
    const unit = this.#covarianceOfUnit();
    return Object.fromEntries(
      this.fitted.map((name, i) => [name, Math.sqrt(unit[i * k + i]!) * factors[i]!]),
    ) as Parameters<P>;
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
      maximum: { record: this.#record, observations, fitted: this.fitted, parameters },
    };
  }

  get #record(): DistributionRecord {
    return this.family.record as unknown as DistributionRecord;
  }

  get #standardization(): Standardization {
    this.#standard ??= standardizationOf(this.#record, roughSample(this.observations));
    return this.#standard;
  }

  /** On data of unit size. */
  #likelihood(by: readonly string[]): Likelihood {
    this.#unitObservations ??= this.#standardization.observations(this.observations);
    return new Likelihood(this.#record, this.#unitObservations, by);
  }

  #computeLogLikelihood(): number {
    const standard = this.#standardization;
    const likelihood = this.#likelihood([]);
    const parameters = standard.toUnit(this.parameters as Parameters);
    if (!likelihood.covers(parameters)) return -Infinity;
    const densities = this.observations.exact ? countExact(this.observations) : 0;
    return likelihood.value(parameters) + densities * standard.logDensityShift;
  }

  #factors(): number[] {
    return this.fitted.map((name) => this.#standardization.factor(this.#record.parameters[name]!.role));
  }

  #covarianceOfUnit(): Float64Array {
    this.#unitCovariance ??= this.#computeCovariance();
    return this.#unitCovariance;
  }

  #computeCovariance(): Float64Array {
    const k = this.fitted.length;
    const covariance = new Float64Array(k * k).fill(Number.NaN);
    if (this.status.kind !== "converged") return covariance;
    const regular = this.fitted.filter((name) => !this.#record.irregular?.includes(name));
    if (regular.length === 0) return covariance;
    const { hessian } = this.#likelihood(regular).expand(
      this.#standardization.toUnit(this.parameters as Parameters),
    );
    const inverse = invertInformation(hessian.map((entry) => -entry));
    const places = regular.map((name) => this.fitted.indexOf(name));
    for (const [i, row] of places.entries())
      for (const [j, column] of places.entries())
        covariance[row * k + column] = inverse[i * regular.length + j]!;
    return covariance;
  }
}

/** The inverse of an information matrix, scaled to a unit diagonal first; NaN where it isn't positive definite. */
export function invertInformation(information: Float64Array): Float64Array {
  const k = Math.sqrt(information.length);
  const unit = Float64Array.from({ length: k }, (_, i) => Math.sqrt(information[i * k + i]!));
  const scale = (matrix: Float64Array) =>
    matrix.map((entry, place) => entry / unit[Math.floor(place / k)]! / unit[place % k]!);
  const factor = unit.every((entry) => entry > 0) ? choleskyFactor(scale(information)) : undefined;
  return factor ? scale(choleskyInverse(factor)) : information.map(() => Number.NaN);
}

function countExact({ exact }: Observations): number {
  return exact!.weights?.reduce((sum, weight) => sum + weight, 0) ?? exact!.values.length;
}
