export type { Constraint, ScalarConstraint, VectorConstraint } from "./constraint.js";
export { greaterThan } from "./greaterThan.js";
export { interval } from "./interval.js";
export { ordered } from "./ordered.js";
export { positive } from "./positive.js";
export { real } from "./real.js";
export { simplex } from "./simplex.js";
export { unitInterval } from "./unitInterval.js";
export { vector } from "./vector.js";
