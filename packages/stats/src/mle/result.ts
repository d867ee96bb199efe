import { InformationCriteria } from "../compare/criteria.js";
import type { Constraint, ScalarConstraint } from "../constraints/constraint.js";
import { type Interval, normalRadius } from "../intervals/interval.js";
import type { Status } from "../status.js";
import type { Maximum } from "./maximize.js";
import type { ParameterSet } from "./parameterSet.js";

/** By name: numbers, and arrays for what has several. */
export type ValuesOf<C extends Readonly<Record<string, Constraint>>> = {
  readonly [Name in keyof C]: C[Name] extends ScalarConstraint ? number : readonly number[];
};

/** By name: intervals, and arrays of them for what has several numbers. */
export type IntervalsOf<C extends Readonly<Record<string, Constraint>>> = {
  readonly [Name in keyof C]: C[Name] extends ScalarConstraint ? Interval : readonly Interval[];
};

/** What `mle` found. */
export class MleResult<C extends Readonly<Record<string, Constraint>>> extends InformationCriteria {
  readonly parameters: ValuesOf<C>;
  /** Whether the parameters are a maximum inside their bounds, and if not, what they are. Always look. */
  readonly status: Status;
  /** l = Σ wᵢ·log f(xᵢ) at the parameters. */
  readonly logLikelihood: number;
  /** ∂l/∂θ: all but 0 at a maximum, except for numbers that are bound together, as shares are. */
  readonly score: ValuesOf<C>;
  readonly #set: ParameterSet;
  readonly #maximum: Maximum;

  constructor(
    set: ParameterSet,
    maximum: Maximum,
    /** The number of rows, or the sum of their weights. */
    readonly n: number,
  ) {
    super();
    this.#set = set;
    this.#maximum = maximum;
    this.status = maximum.status;
    this.logLikelihood = maximum.logLikelihood;
    this.parameters = set.named(maximum.parameters) as ValuesOf<C>;
    this.score = set.named(maximum.score) as ValuesOf<C>;
  }

  /** The number of numbers that were free: 2 of three shares. */
  get k(): number {
    return this.#set.freedom;
  }

  /** What the rows of `covariance` are of: "scale", "shares[0]". */
  get names(): string[] {
    return this.#set.entries.flatMap(({ name, constraint: { shape, size } }) =>
      shape.length === 0 ? [name] : Array.from({ length: size }, (_, i) => `${name}[${i}]`),
    );
  }

  /**
   * The covariance of all parameters' numbers, by the observed information of the free numbers that they come from, so
   * that that of shares knows their sum. NaN where there is no maximum inside.
   */
  get covariance(): number[][] {
    const { size } = this.#set;
    const covariance = this.#covariance;
    return Array.from({ length: size }, (_, i) => [...covariance.subarray(i * size, (i + 1) * size)]);
  }

  /** Square roots of the covariance's diagonal, by name. */
  get standardErrors(): ValuesOf<C> {
    const { size } = this.#set;
    const covariance = this.#covariance;
    const errors = Float64Array.from({ length: size }, (_, i) => Math.sqrt(covariance[i * (size + 1)]!));
    return this.#set.named(errors) as ValuesOf<C>;
  }

  /**
   * Wald's intervals by name, of each number by itself: estimate ± z·standard error in the unconstrained number that it
   * comes from, and carried back, so that it stays within its bounds. Ascending numbers but the first, and shares of
   * more than two, come from several: theirs are symmetric.
   * @param level 0.95 by default
   * @throws UsageError for a level outside (0, 1)
   */
  confidenceIntervals({ level = 0.95 }: { readonly level?: number } = {}): IntervalsOf<C> {
    const radius = normalRadius(level);
    const ends = [-radius, radius].map((z) => this.#set.named(this.#away(z)));
    const paired = Object.entries(ends[0]!).map(([name, low]) => {
      const high = ends[1]![name]!;
      if (typeof low === "number") return [name, { low, high }];
      return [name, low.map((bound, i) => ({ low: bound, high: (high as number[])[i] }))];
    });
    return Object.fromEntries(paired) as IntervalsOf<C>;
  }

  /** All values z standard errors away, each by itself. */
  #away(z: number): Float64Array {
    const { parameters: values, free } = this.#maximum;
    const { size, freedom } = this.#set;
    const jacobian = this.#set.jacobian(free);
    const covariance = this.#covariance;
    return values.map((value, i) => {
      const shift = z * Math.sqrt(covariance[i * (size + 1)]!);
      const slopes = jacobian.subarray(i * freedom, (i + 1) * freedom);
      const own = slopes.findIndex((slope) => slope !== 0);
      if (slopes.some((slope, j) => slope !== 0 && j !== own)) return value + shift;
      return this.#set.fromFree(free.map((entry, j) => (j === own ? entry + shift / slopes[j]! : entry)))[i]!;
    });
  }

  /** Newton's steps: how many there were. */
  get iterations(): number {
    return this.#maximum.minimum.iterations;
  }

  get #covariance(): Float64Array {
    const { covariance, status } = this.#maximum;
    if (status.kind === "converged") return covariance;
    return new Float64Array(this.#set.size ** 2).fill(Number.NaN);
  }
}
