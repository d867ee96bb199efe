export type { Constraint } from "./constraint.js";
export { nonNegative } from "./nonNegative.js";
export { positive } from "./positive.js";
export { real } from "./real.js";
export { unitInterval } from "./unitInterval.js";
export { wholeNumber } from "./wholeNumber.js";
