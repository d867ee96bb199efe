import { reduction } from "./reduction.js";

/** Whether some element is true (not 0), as bool; false of none. Not differentiable. */
export const any = reduction({
  name: "any",
  dtype: () => "bool",
  rule: { initial: () => 0, combine: (a, b) => a.or(b) },
  gradients: [],
});

/** Whether all elements are true (not 0), as bool; true of none. Not differentiable. */
export const all = reduction({
  name: "all",
  dtype: () => "bool",
  rule: { initial: () => 1, combine: (a, b) => a.and(b) },
  gradients: [],
});
