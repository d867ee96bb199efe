import type { Predictors } from "./design.js";

/** What every regression takes beside its response. */
export interface RegressionInput {
  /** Rows of numbers, columns by name, or a tensor of shape [rows, columns]. */
  readonly x: Predictors;
  /** How often each row counts; once by default. */
  readonly weights?: ArrayLike<number>;
  /** true by default. */
  readonly intercept?: boolean;
  /** Of the columns of rows and tensors, x1, x2, ... by default; which of the columns by name count. */
  readonly names?: readonly string[];
}
