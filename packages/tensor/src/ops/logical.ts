import { binary, unary } from "./elementwise.js";

/** Whether both are true, as bool; numbers count as true unless they are 0. Not differentiable. */
export const logicalAnd = binary({
  name: "logicalAnd",
  domain: "boolean",
  value: (x, y) => x.and(y),
  gradients: [],
});

/** Whether one or both are true, as bool; numbers count as true unless they are 0. Not differentiable. */
export const logicalOr = binary({
  name: "logicalOr",
  domain: "boolean",
  value: (x, y) => x.or(y),
  gradients: [],
});

/** Whether exactly one is true, as bool; numbers count as true unless they are 0. Not differentiable. */
export const logicalXor = binary({
  name: "logicalXor",
  domain: "boolean",
  value: (x, y) => x.xor(y),
  gradients: [],
});

/** Whether x is false, as bool; numbers count as true unless they are 0. Not differentiable. */
export const logicalNot = unary({
  name: "logicalNot",
  domain: "boolean",
  value: (x) => x.not(),
  gradients: [],
});
