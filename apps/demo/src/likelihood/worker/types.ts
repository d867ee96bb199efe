import type { Interval, Status } from "@mebae/stats";

/** Parameters by name. */
export type Values = Readonly<Record<string, number>>;
export type Range = readonly [low: number, high: number];

export interface ParameterInfo {
  readonly name: string;
  /** The field's letter: "μ". */
  readonly symbol: string;
  /** What it does to x, where it moves or stretches it. */
  readonly role?: "location" | "scale" | "rate" | "logLocation";
  /** Known beforehand and never fitted, such as a number of trials. */
  readonly isGiven: boolean;
}

export interface FamilyInfo {
  readonly name: string;
  readonly kind: "continuous" | "discrete";
  readonly parameters: readonly ParameterInfo[];
  /** Whether l has two derivatives at its maximum, as Newton's steps need. */
  readonly isSmooth: boolean;
}

/** What the page asks to be studied. */
export interface Question {
  readonly family: string;
  /** Parameters that are given; where one is missing the data propose it. */
  readonly given: Values;
  /** Of the confidence intervals. */
  readonly level: number;
}

/** Bars of relative frequency: of a density, so that all bars together have an area of 1, or of whole numbers. */
export interface Histogram {
  readonly middles: Float64Array;
  readonly heights: Float64Array;
  readonly width: number;
}

/** One parameter at the maximum. */
export interface Estimated {
  readonly name: string;
  readonly value: number;
  /** NaN where there is none. */
  readonly standardError: number;
  readonly profile: Interval;
  readonly wald: Interval;
  /** The likelihood with the others at their best, where it has a smooth maximum. */
  readonly curve?: { readonly values: Float64Array; readonly l: Float64Array };
}

export interface Maximum {
  readonly parameters: Values;
  readonly logLikelihood: number;
  readonly status: Status;
  readonly estimated: readonly Estimated[];
  /** How far below the maximum the intervals' ends lie: half the χ² quantile with one degree of freedom. */
  readonly drop: number;
}

/** What depends on the samples and the family, but not on where a person stands. */
export interface Study {
  readonly family: FamilyInfo;
  readonly count: number;
  readonly given: Values;
  readonly histogram: Histogram;
  readonly maximum?: Maximum;
  /** Why the family doesn't take these samples. */
  readonly refusal?: string;
  /** How far each fitted parameter may be moved. */
  readonly ranges: Readonly<Record<string, Range>>;
  /** What of that the samples leave open, where l is worth looking at. */
  readonly near: Readonly<Record<string, Range>>;
  /** Somewhere beside the maximum. */
  readonly start: Values;
  readonly xRange: Range;
}

/** l along one parameter, the others as they stand. */
export interface Slice {
  readonly name: string;
  readonly values: Float64Array;
  readonly l: Float64Array;
  /** Where the slope is zero, if it is somewhere. */
  readonly top?: { readonly value: number; readonly l: number };
}

/** What is to be seen at θ. */
export interface Look {
  readonly parameters: Values;
  readonly logLikelihood: number;
  /** The product of the densities as float64 holds it: 0 where it underflows. */
  readonly product: number;
  readonly gradient: Values;
  readonly density: { readonly x: Float64Array; readonly p: Float64Array };
  /** The density at each sample, of few. */
  readonly atSamples: Float64Array;
  readonly slices: readonly Slice[];
}

/** l over two parameters, row after row from the lowest value of the second. */
export interface Landscape {
  readonly names: readonly [first: string, second: string];
  readonly ranges: readonly [first: Range, second: Range];
  readonly size: number;
  readonly l: Float64Array;
}

/** Why a step is what it is: Newton's own, or the trust region's where Newton's won't do. */
export type StepKind =
  | "newton"
  /** -H isn't positive definite: Newton's step would go to a saddle or a minimum. */
  | "notConcave"
  /** Newton's step ends where a parameter isn't allowed. */
  | "outside"
  /** Newton's step ends lower. */
  | "lower"
  /** Newton's step is longer than the region in which the parabola is trusted. */
  | "tooFar";

export interface NewtonStep {
  readonly from: Values;
  readonly to: Values;
  readonly logLikelihood: number;
  /** Of l, in the order of the path's names. */
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
  readonly step: readonly number[];
  readonly kind: StepKind;
}

export interface NewtonPath {
  readonly names: readonly string[];
  readonly steps: readonly NewtonStep[];
  readonly hasArrived: boolean;
}

/** Why numbers can't be samples here: a word among them, or a size that the page can't show. */
export type Unusable =
  | { readonly kind: "notNumber"; readonly found: string }
  | { readonly kind: "beyondSizes"; readonly value: number };

/** A column of numbers of a file. */
export interface Column {
  readonly name: string;
  readonly values: Float64Array;
  readonly missing: number;
}
