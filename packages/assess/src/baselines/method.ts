import type { Indicators, Task } from "@mebae/data";
import type { Generator } from "@mebae/tensor";
import type { Matrix } from "./matrix.js";
import type { Steps } from "./steps.js";

/** What is right for each row: a class that occurs, counted from 0 without gaps, or a number. */
export type Target =
  | { readonly kind: "classes"; readonly labels: Int32Array; readonly classes: number }
  | { readonly kind: "numbers"; readonly values: Float64Array };

export interface Lesson<T extends Target = Target> {
  readonly x: Matrix;
  /** Columns that are levels of categories, or flags. */
  readonly indicators: readonly Indicators[];
  readonly target: T;
  /** Gives all that is random. */
  readonly generator: Generator;
}

export type ClassLesson = Lesson<Extract<Target, { kind: "classes" }>>;
export type NumberLesson = Lesson<Extract<Target, { kind: "numbers" }>>;

/** Probabilities [rows, classes], row-major, or numbers [rows]. */
export type Predictor = (x: Matrix) => Steps<Float64Array>;

/** A classical method, apart from where its rows come from: one record a method. */
export interface Method {
  readonly name: string;
  /** The options that it was made with; none where it has none. */
  readonly settings?: object;
  /** Where it predicts classes. */
  readonly classes?: (lesson: ClassLesson) => Steps<Predictor>;
  /** Where it predicts numbers. */
  readonly numbers?: (lesson: NumberLesson) => Steps<Predictor>;
  /** Whether one row, or one class, is enough to learn from. */
  readonly takesAnything?: boolean;
}

export function tasksOf({ classes, numbers }: Method): Task[] {
  return [...(classes ? (["classification"] as const) : []), ...(numbers ? (["regression"] as const) : [])];
}
