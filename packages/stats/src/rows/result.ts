import { UsageError } from "@mebae/tensor";
import { InformationCriteria } from "../compare/criteria.js";
import type { Constraint } from "../constraints/constraint.js";
import type { Interval } from "../intervals/interval.js";
import type { IntervalOptions } from "../intervals/options.js";
import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import { converged, type Status } from "../status.js";
import { type RowIntervals, rowIntervals } from "./intervals.js";
import type { Resampling } from "./resampling.js";
import { flatten, type Nested, shapedLike } from "./shape.js";

/** The covariance of two of the parameters' numbers, by their places. */
export type CovarianceEntry = (i: number, j: number) => number;

export interface RowFitParts<P, D> {
  readonly family: { readonly record: { readonly name: string } };
  readonly make: (parameters: P) => D;
  readonly parameters: P;
  /** The parameters that data tell, all by default: those with errors. */
  readonly uncertain?: readonly (keyof P & string)[];
  readonly status?: Status;
  readonly logLikelihood: number;
  readonly n: number;
  readonly k: number;
  /** Made when it is asked for, in units of 2^exponent where there are `exponents`. */
  readonly covariance: () => CovarianceEntry;
  /** Of the unit of each number of `names`, all 0 by default: errors are found where numbers don't hold their squares. */
  readonly exponents?: readonly number[];
  /** What values each number of `names` may take by itself, on whose unconstrained scale Wald's intervals are. */
  readonly constraints: readonly Constraint[];
  /** The profile interval of one of them, where it is known. */
  readonly profile?: (place: number, radius: number) => Interval;
  /** Of the rows, where the fit has them. */
  readonly resampling?: Resampling<P> | undefined;
}

/** What a fit found of a family with vectors or matrices as parameters. */
export class RowFit<P, D> extends InformationCriteria {
  readonly family: { readonly record: { readonly name: string } };
  readonly parameters: P;
  /** Whether the parameters are a maximum inside their bounds, and if not, what they are. Always look. */
  readonly status: Status;
  readonly logLikelihood: number;
  readonly n: number;
  readonly k: number;
  /** What each row of `covariance` belongs to: "mean[0]", "covariance[0][1]". */
  readonly names: readonly string[];
  readonly #parts: RowFitParts<P, D>;
  readonly #uncertain: Nested;
  #covariance: CovarianceEntry | undefined;

  constructor(parts: RowFitParts<P, D>) {
    super();
    const { family, parameters, status = converged, logLikelihood, n, k } = parts;
    this.#parts = parts;
    this.family = family;
    this.parameters = parameters;
    this.status = status;
    this.logLikelihood = logLikelihood;
    this.n = n;
    this.k = k;
    this.#uncertain = this.#uncertainOf(parameters);
    this.names = flatten(this.#uncertain).names;
  }

  /** The fitted distribution. UsageError where the limit that a fit went to is none. */
  get distribution(): D {
    try {
      return this.#parts.make(this.parameters);
    } catch (error) {
      const { status } = this;
      const reason = status.kind === "converged" ? "" : ` (${status.kind}: ${status.reason})`;
      throw new UsageError(
        `the fit of ${this.family.record.name} is no distribution${reason}: ${(error as Error).message}`,
      );
    }
  }

  /**
   * The covariance of all of the parameters' numbers, in the order of `names`, by the observed information. Numbers that are bound
   * together, as shares of 1 are, vary together. NaN where there is none. Entries that no float64 holds, as the squares of errors of
   * 1e200 and 1e-200, are ±Infinity or 0; the standard errors don't depend on it.
   */
  get covariance(): number[][] {
    const entry = this.#entry();
    return this.names.map((_, i) =>
      this.names.map((__, j) => timesPowerOfTwo(entry(i, j), this.#exponent(i) + this.#exponent(j))),
    );
  }

  /** Square roots of the covariance's diagonal, in the shape of the parameters. */
  get standardErrors(): P {
    return shapedLike(this.#uncertain, this.#errors()) as P;
  }

  /**
   * Confidence intervals in the shape of the parameters, of each number by itself:
   * - `wald`, the default here: estimate ± z·standard error on the scale on which the number is free, and carried back. That is the
   *   logarithm of concentrations, variances and other positive numbers, and the logit of shares, weights and probabilities, whose
   *   errors lie more evenly about the estimate there, and which so stay within their bounds. Means are free as they are; so are
   *   covariances of two columns, whose sign is open and whose bounds are no numbers but the variances (Fisher's z is the scale of a
   *   correlation). NaN where there is no standard error;
   * - `bootstrap`: the middle of the fits of resampled rows (Efron 1979), mixtures searched from this fit, their components matched
   *   with its own by the rows that both claim. It needs the rows, which a `RowStreamFit` doesn't keep, but of labels, whose counts
   *   are enough. NaN where the fit neither converged nor stands at a boundary;
   * - `profile`, of the shares of Categorical and Multinomial only, where it is the binomial likelihood's, also for shares of 0 and 1.
   *   Of a number of another family it would be a search over all others for each of its values, and along a mixture's the components
   *   change places.
   * @throws UsageError for an option that there isn't, a value that won't do, and a method that this fit hasn't
   */
  confidenceIntervals(options: IntervalOptions = {}): RowIntervals<P> {
    const { family, status, parameters } = this;
    const { constraints, profile, resampling } = this.#parts;
    const intervals = rowIntervals(
      {
        ...{ name: family.record.name, status, constraints, profile, resampling },
        numbers: this.#numbersOf(parameters),
        errors: this.#errors(),
        numbersOf: (others: P) => this.#numbersOf(others),
      },
      options,
    );
    return shapedLike(this.#uncertain, intervals) as RowIntervals<P>;
  }

  #uncertainOf(parameters: P): Nested {
    const { uncertain } = this.#parts;
    const entries = Object.entries(parameters as Record<string, Nested>);
    return Object.fromEntries(entries.filter(([name]) => !uncertain || uncertain.includes(name as never)));
  }

  #numbersOf(parameters: P): number[] {
    return flatten(this.#uncertainOf(parameters)).numbers;
  }

  #errors(): number[] {
    const entry = this.#entry();
    return this.names.map((_, i) => timesPowerOfTwo(Math.sqrt(entry(i, i)), this.#exponent(i)));
  }

  #exponent(place: number): number {
    return this.#parts.exponents?.[place] ?? 0;
  }

  #entry(): CovarianceEntry {
    this.#covariance ??= this.#parts.covariance();
    return this.#covariance;
  }
}

/** Where there is no maximum. */
export const noCovariance = (): CovarianceEntry => () => Number.NaN;
