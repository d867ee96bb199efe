/** What the worker tells the page: plain data only. */
import type { Method } from "./setup.js";

/** Points of a plane with their class, 0 or 1. */
export interface Points {
  readonly count: number;
  /** x and y of each, one after the other. */
  readonly places: Float32Array;
  readonly labels: Int32Array;
  /** 1 where the label is wrong. */
  readonly isWrong: Uint8Array;
}

/** The part of the plane that is drawn, and in how many pixels. */
export const view = { left: -2, right: 2, bottom: -1.25, top: 1.25, width: 48, height: 30 } as const;

/** The weights are counted in so many bins from -most to most; what lies outside is in the first or the last. */
export const histogramBins = { most: 2, count: 40 } as const;

/** How well a network does on the examples it learns from and on new ones. */
export interface Scores {
  readonly step: number;
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly trainingAccuracy: number;
  readonly testAccuracy: number;
}

/** One network as it stands. */
export interface Standing {
  readonly method: Method;
  readonly scores: Scores;
  /** The logit z of class 1 in each pixel, p = 1/(1 + e^-z), rows from the top. */
  readonly picture: Float32Array;
  readonly histogram: readonly number[];
  /** ‖W‖, the square root of Σ W² over all weights without biases. */
  readonly norm: number;
  /** Whether early stopping has ended its training; `scores` are then those of the step that it went back to. */
  readonly hasStopped: boolean;
  /** Why it can't go on, such as a loss that became infinite. */
  readonly problem?: string;
}

/** Of one round: every network after the same number of steps. */
export interface Moment {
  readonly step: number;
  readonly standings: readonly Standing[];
}

export type Report =
  | { readonly type: "data"; readonly points: Points; readonly heldBack: number }
  | { readonly type: "moment"; readonly moment: Moment }
  | { readonly type: "end" }
  | Failure;

/** Why it can't go on: the graphics device is gone, or else a sentence of the packages. */
export type Failure =
  | { readonly type: "lost"; readonly reason: string }
  | { readonly type: "failed"; readonly reason: string };

/** Test accuracies of every method after one more seed. */
export type RepeatReport =
  | { readonly type: "seed"; readonly done: number; readonly accuracies: Readonly<Record<Method, number>> }
  | { readonly type: "end" }
  | Failure;
