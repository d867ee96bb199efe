import { binary } from "./elementwise.js";

/** Whether x = y, as bool; false beside NaN. Not differentiable. */
export const equal = /* @__PURE__ */ binary({
  name: "equal",
  output: "bool",
  value: (x, y) => x.equal(y),
  gradients: [],
});

/** Whether x ≠ y, as bool; true beside NaN. Not differentiable. */
export const notEqual = /* @__PURE__ */ binary({
  name: "notEqual",
  output: "bool",
  value: (x, y) => x.notEqual(y),
  gradients: [],
});

/** Whether x < y, as bool; false beside NaN. Not differentiable. */
export const less = /* @__PURE__ */ binary({
  name: "less",
  output: "bool",
  value: (x, y) => x.less(y),
  gradients: [],
});

/** Whether x ≤ y, as bool; false beside NaN. Not differentiable. */
export const lessEqual = /* @__PURE__ */ binary({
  name: "lessEqual",
  output: "bool",
  value: (x, y) => x.lessEqual(y),
  gradients: [],
});

/** Whether x > y, as bool; false beside NaN. Not differentiable. */
export const greater = /* @__PURE__ */ binary({
  name: "greater",
  output: "bool",
  value: (x, y) => x.greater(y),
  gradients: [],
});

/** Whether x ≥ y, as bool; false beside NaN. Not differentiable. */
export const greaterEqual = /* @__PURE__ */ binary({
  name: "greaterEqual",
  output: "bool",
  value: (x, y) => x.greaterEqual(y),
  gradients: [],
});
