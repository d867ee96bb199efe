export type { Constraint } from "./constraint.js";
export { positive } from "./positive.js";
export { real } from "./real.js";
