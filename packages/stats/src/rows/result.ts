import { UsageError } from "@mebae/tensor";
import { InformationCriteria } from "../compare/criteria.js";
import { converged, type Status } from "../status.js";
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
  /** Made when it is asked for. */
  readonly covariance: () => CovarianceEntry;
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
    const entries = Object.entries(parameters as Record<string, Nested>);
    const uncertain = entries.filter(([name]) => !parts.uncertain || parts.uncertain.includes(name as never));
    this.#uncertain = Object.fromEntries(uncertain);
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
   * together, as shares of 1 are, vary together. NaN where there is none.
   */
  get covariance(): number[][] {
    const entry = this.#entry();
    return this.names.map((_, i) => this.names.map((__, j) => entry(i, j)));
  }

  /** Square roots of the covariance's diagonal, in the shape of the parameters. */
  get standardErrors(): P {
    const entry = this.#entry();
    return shapedLike(
      this.#uncertain,
      this.names.map((_, i) => Math.sqrt(entry(i, i))),
    ) as P;
  }

  #entry(): CovarianceEntry {
    this.#covariance ??= this.#parts.covariance();
    return this.#covariance;
  }
}

/** Where there is no maximum. */
export const noCovariance = (): CovarianceEntry => () => Number.NaN;
