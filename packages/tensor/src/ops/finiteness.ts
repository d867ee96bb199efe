import { unary } from "./elementwise.js";

/** Whether x is NaN, as bool. Not differentiable. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the usual name of this op
export const isNaN = unary({
  name: "isNaN",
  domain: "float",
  output: "bool",
  value: (x) => x.notEqual(x),
  gradients: [],
});

/** Whether x is neither infinite nor NaN, as bool. Not differentiable. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the usual name of this op
export const isFinite = unary({
  name: "isFinite",
  domain: "float",
  output: "bool",
  value: (x) => x.abs().less(Infinity),
  gradients: [],
});

/** Whether x is Infinity or -Infinity, as bool. Not differentiable. */
export const isInfinite = unary({
  name: "isInfinite",
  domain: "float",
  output: "bool",
  value: (x) => x.abs().equal(Infinity),
  gradients: [],
});
