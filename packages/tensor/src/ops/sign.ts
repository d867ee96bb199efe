import { unary } from "./elementwise.js";

/** 1, 0 or -1; NaN for NaN. Gradient: zero. */
export const sign = unary({
  name: "sign",
  value: (x) => x.greater(0).select(1, x.less(0).select(-1, x)),
  gradients: [],
});
