import { InformationCriteria } from "../compare/criteria.js";
import type { Constraint, ScalarConstraint } from "../constraints/constraint.js";
import type { Interval } from "../intervals/interval.js";
import type { IntervalOptions } from "../intervals/options.js";
import type { Status } from "../status.js";
import { intervalEnds } from "./intervals.js";
import type { Maximum } from "./maximize.js";
import type { ParameterSet } from "./parameterSet.js";
import type { Problem } from "./problem.js";

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
  /** The number of rows, or the sum of their weights. */
  readonly n: number;
  readonly #problem: Problem;
  readonly #maximum: Maximum;

  constructor(problem: Problem, maximum: Maximum) {
    super();
    this.#problem = problem;
    this.#maximum = maximum;
    this.n = problem.count;
    this.status = maximum.status;
    this.logLikelihood = maximum.logLikelihood;
    this.parameters = this.#set.named(maximum.parameters) as ValuesOf<C>;
    this.score = this.#set.named(maximum.score) as ValuesOf<C>;
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
   * Confidence intervals by name, of each number by itself. NaN where a method gives none: all but the bootstrap's where there is no
   * maximum inside.
   * @throws UsageError for a level outside (0, 1), or another option that won't do
   */
  confidenceIntervals(options: IntervalOptions = {}): IntervalsOf<C> {
    const { lows, highs } = intervalEnds(this.#problem, this.#maximum, options);
    const [low, high] = [this.#set.named(lows), this.#set.named(highs)];
    const paired = Object.keys(low).map((name) => {
      const [from, to] = [low[name]!, high[name]!];
      if (typeof from === "number") return [name, { low: from, high: to }];
      return [name, from.map((bound, i) => ({ low: bound, high: (to as number[])[i] }))];
    });
    return Object.fromEntries(paired) as IntervalsOf<C>;
  }

  /** Newton's steps: how many there were. */
  get iterations(): number {
    return this.#maximum.minimum.iterations;
  }

  get #set(): ParameterSet {
    return this.#problem.parameters;
  }

  get #covariance(): Float64Array {
    const { covariance, status } = this.#maximum;
    if (status.kind === "converged") return covariance;
    return new Float64Array(this.#set.size ** 2).fill(Number.NaN);
  }
}
