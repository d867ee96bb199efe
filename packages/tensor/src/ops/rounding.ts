import type { Scalar } from "../expression/scalar.js";
import { unary } from "./elementwise.js";

/** Integers are whole already. */
const ofFloats = (round: (x: Scalar) => Scalar) => (x: Scalar) => (x.type === "int32" ? x : round(x));

/** The largest whole number up to x. Gradient: zero. */
export const floor = unary({
  name: "floor",
  value: ofFloats((x) => x.floor()),
  gradients: [],
});

/** The smallest whole number from x on. Gradient: zero. */
export const ceil = unary({
  name: "ceil",
  value: ofFloats((x) => x.ceil()),
  gradients: [],
});

/** The nearest whole number, halves to the even one. Gradient: zero. */
export const round = unary({
  name: "round",
  value: ofFloats((x) => x.round()),
  gradients: [],
});

/** x without its fraction. Gradient: zero. */
export const truncate = unary({
  name: "truncate",
  value: ofFloats((x) => x.truncate()),
  gradients: [],
});
