import type { Matrix } from "../matrix.js";

/** log p(x | c) of some columns, as training rows taught it: what naive Bayes multiplies. */
export interface Likelihood {
  /** Adds that of row `i` to `logs`, a class after the other from `at` on; but for what is the same in all classes. */
  add(x: Matrix, i: number, logs: Float64Array, at: number): void;
}
