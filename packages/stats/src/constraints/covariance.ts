import type { ScalarConstraint } from "./constraint.js";
import { positive } from "./positive.js";
import { real } from "./real.js";

/** Of each entry of a covariance matrix by itself, row by row: variances are positive, and what is beside them may have either sign. */
export function covarianceConstraints(d: number): ScalarConstraint[] {
  return Array.from({ length: d * d }, (_, at) => (at % (d + 1) === 0 ? positive() : real()));
}
