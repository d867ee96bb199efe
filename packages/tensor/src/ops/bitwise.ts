import { binary, unary } from "./elementwise.js";

/** The bits that both have; of integers, or of bool as logic. Not differentiable. */
export const bitwiseAnd = binary({
  name: "bitwiseAnd",
  domain: "integer",
  value: (x, y) => x.and(y),
  gradients: [],
});

/** The bits that one or both have; of integers, or of bool as logic. Not differentiable. */
export const bitwiseOr = binary({
  name: "bitwiseOr",
  domain: "integer",
  value: (x, y) => x.or(y),
  gradients: [],
});

/** The bits that exactly one has; of integers, or of bool as logic. Not differentiable. */
export const bitwiseXor = binary({
  name: "bitwiseXor",
  domain: "integer",
  value: (x, y) => x.xor(y),
  gradients: [],
});

/** All bits turned over; of integers, or of bool as logic. Not differentiable. */
export const bitwiseNot = unary({
  name: "bitwiseNot",
  domain: "integer",
  value: (x) => x.not(),
  gradients: [],
});

/** x·2ʸ by moving bits, y in [0, 31]; of integers, bool as int32. Not differentiable. */
export const shiftLeft = binary({
  name: "shiftLeft",
  domain: "bits",
  value: (x, y) => x.shiftLeft(y),
  gradients: [],
});

/** ⌊x/2ʸ⌋ by moving bits, y in [0, 31]; of integers, bool as int32. Not differentiable. */
export const shiftRight = binary({
  name: "shiftRight",
  domain: "bits",
  value: (x, y) => x.shiftRight(y),
  gradients: [],
});
