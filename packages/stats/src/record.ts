import type { Constraint } from "./constraints/constraint.js";
import type { Draws } from "./draws.js";
import type { Observations } from "./likelihood/observations.js";
import type { Probability } from "./probability.js";
import type { Sample } from "./sample.js";
import type { Statistic, Summary } from "./statistics/statistic.js";
import type { Status } from "./status.js";
import type { Term } from "./symbolic/term.js";

/** The values of a family's parameters, by name. */
export type Parameters<P extends string = string> = Readonly<Record<P, number>>;

export interface ParameterRecord {
  /** The field's letter: "μ". */
  readonly symbol: string;
  readonly constraint: Constraint;
  /**
   * What becomes of the parameter when x becomes c + s·x: a location c + s·value, a scale s·value, a rate value/s, a
   * logLocation value + log s, by default nothing. A family moves with c where it has a location, and with s where it has
   * any of these; a fit works on data of unit size and moves the result back.
   */
  readonly role?: "location" | "scale" | "rate" | "logLocation";
  /** Known beforehand and never fitted, such as a number of trials. */
  readonly given?: boolean;
}

/** Which numbers data may be, whatever the parameters. */
export interface Domain {
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
}

/** Parameters that maximize a likelihood, or the reason why nothing does. */
export interface Estimate<P extends string = string> {
  readonly parameters: Parameters<P>;
  /** Converged where it isn't said. */
  readonly status?: Status;
}

/** A place where a likelihood has a limit. */
export interface Edge<P extends string = string> {
  readonly parameters: Parameters<P>;
  readonly value: number;
}

/** Where the likelihood has maxima, beyond which it grows without bound. */
export interface Confines<P extends string = string> {
  readonly parameter: P;
  /** It is above this. */
  readonly above: number;
  /** Whether a search has ended where the likelihood is infinite, or close by. */
  readonly isLeft: (parameters: Parameters<P>) => boolean;
  /** The limit of the likelihood, at its highest over what isn't known, as the parameter goes there; where that has a closed form. */
  readonly edge?: (known: Partial<Parameters<P>>) => Edge<P>;
  readonly reason: string;
}

/** Coordinates of a family about a member of it, as many as it has parameters. */
export interface Coordinates {
  /** Of one observation, about the coordinates. */
  readonly information: readonly (readonly number[])[];
  /** ∂(parameters)/∂(coordinates): a row a parameter, in the record's order. */
  readonly jacobian: readonly (readonly number[])[];
}

/**
 * Everything that a family of distributions of numbers means, in one file. Formulas take x within the support; outside of
 * it, at infinities and between whole numbers of discrete families the values follow by themselves.
 */
export interface DistributionRecord<P extends string = string> {
  readonly name: string;
  readonly kind: "continuous" | "discrete";
  readonly parameters: Readonly<Record<P, ParameterRecord>>;
  /** What parameters must satisfy together, as a sentence's end ("expected low below high"), where they don't. */
  readonly refuse?: (parameters: Parameters<P>) => string | undefined;
  /** The least and the greatest x. */
  readonly support: (parameters: Parameters<P>) => readonly [low: number, high: number];
  /** Of angles: x stands for the number within the support from which it differs by a multiple of the period. */
  readonly period?: number;
  /**
   * What data may be before parameters are known, but for the given ones; by default any number, for discrete families any
   * whole number from 0 on. A bound at which the density of some parameters is infinite is left out.
   */
  readonly domain?: (given: Partial<Parameters<P>>) => Domain;
  /** log of the density, or of the probability of a whole number. */
  readonly logPdf: (x: Term, parameters: Readonly<Record<P, Term>>) => Term;
  /** log P(X ≤ x) */
  readonly logCdf: (x: Term, parameters: Readonly<Record<P, Term>>) => Term;
  /** log P(X > x) */
  readonly logSurvival: (x: Term, parameters: Readonly<Record<P, Term>>) => Term;
  /** P(X ≤ x) and P(X > x), where they are simpler than e to the power of their logarithms. */
  readonly cdf?: (x: Term, parameters: Readonly<Record<P, Term>>) => Term;
  readonly survival?: (x: Term, parameters: Readonly<Record<P, Term>>) => Term;
  /** The x with P(X ≤ x) = p; of a discrete family the least x with P(X ≤ x) ≥ p. p is inside (0, 1). */
  readonly quantile: (probability: Probability, parameters: Parameters<P>) => number;
  /** One draw; by the quantile function where there is nothing faster. */
  readonly sample?: (draws: Draws, parameters: Parameters<P>) => number;
  readonly mean: (parameters: Parameters<P>) => number;
  readonly variance: (parameters: Parameters<P>) => number;
  readonly skewness: (parameters: Parameters<P>) => number;
  /** In excess of the normal distribution's 3. */
  readonly kurtosis: (parameters: Parameters<P>) => number;
  /** Of the density, in nats; of a discrete family of its probabilities. */
  readonly entropy: (parameters: Parameters<P>) => number;
  /** Where the search for the maximum starts. */
  readonly start: (sample: Sample, given: Partial<Parameters<P>>) => Parameters<P>;
  /** Where else it starts, of a likelihood that may have several maxima. */
  readonly starts?: (sample: Sample, given: Partial<Parameters<P>>) => readonly Parameters<P>[];
  /** Where the likelihood of exact observations is infinite, so that what is fitted is a maximum away from there. */
  readonly confines?: (observations: Observations, by: readonly string[]) => Confines<P> | undefined;
  /** The maximum from sufficient statistics alone, where the family has them: such fits can be merged and streamed. */
  readonly sufficient?: {
    readonly statistics: readonly Statistic<unknown>[];
    readonly estimate: (summary: Summary, given: Partial<Parameters<P>>) => Estimate<P>;
  };
  /** The maximum by a way of its own, where that is faster or surer than Newton's steps on all parameters. */
  readonly estimate?: (sample: Sample, given: Partial<Parameters<P>>) => Estimate<P>;
  /**
   * Parameters without standard errors from information: those that bound the support, so that the likelihood is not differentiable
   * in them at its maximum, or, where it is told by the parameters' values, those of a maximum whose errors aren't normal.
   */
  readonly irregular?: readonly NoInfer<P>[] | ((parameters: Parameters<P>) => readonly NoInfer<P>[]);
  /**
   * Parameters in which the log-density has a kink at each value, and the expected information of one observation about all
   * parameters in their order. Second derivatives miss what kinks hold: such parameters are fitted by the family's own estimate
   * only, and the expected information stands for the observed one.
   */
  readonly kinked?: {
    readonly parameters: readonly NoInfer<P>[];
    /** The x at which the slope of the log-density jumps. */
    readonly places: (parameters: Parameters<P>) => readonly number[];
    readonly information: (parameters: Parameters<P>) => readonly (readonly number[])[];
  };
  /**
   * Of an exponential family whose parameters nearly determine each other where values differ little: the expected information of
   * one observation about other coordinates, which don't, and how fast the parameters move with these. At the maximum of exact data
   * the observed information is the expected one (Barndorff-Nielsen 1978).
   */
  readonly coordinates?: (parameters: Parameters<P>) => Coordinates;
  /** Of a truncated family: what it is made of, values being kept where low < x ≤ high. */
  readonly truncation?: {
    readonly base: DistributionRecord;
    readonly low: number;
    readonly high: number;
  };
}
