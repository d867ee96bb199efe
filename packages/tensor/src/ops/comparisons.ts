import { binary } from "./elementwise.js";

/** Whether x = y, as bool; false beside NaN. Not differentiable. */
export const equal = binary({
  name: "equal",
  output: "bool",
  value: (x, y) => x.equal(y),
  gradients: [],
});

/** Whether x ≠ y, as bool; true beside NaN. Not differentiable. */
export const notEqual = binary({
  name: "notEqual",
  output: "bool",
  value: (x, y) => x.notEqual(y),
  gradients: [],
});

/** Whether x < y, as bool; false beside NaN. Not differentiable. */
export const less = binary({
  name: "less",
  output: "bool",
  value: (x, y) => x.less(y),
  gradients: [],
});

/** Whether x ≤ y, as bool; false beside NaN. Not differentiable. */
export const lessEqual = binary({
  name: "lessEqual",
  output: "bool",
  value: (x, y) => x.lessEqual(y),
  gradients: [],
});

/** Whether x > y, as bool; false beside NaN. Not differentiable. */
export const greater = binary({
  name: "greater",
  output: "bool",
  value: (x, y) => x.greater(y),
  gradients: [],
});

/** Whether x ≥ y, as bool; false beside NaN. Not differentiable. */
export const greaterEqual = binary({
  name: "greaterEqual",
  output: "bool",
  value: (x, y) => x.greaterEqual(y),
  gradients: [],
});
