import type { Scalar } from "../expression/scalar.js";
import { unary } from "./elementwise.js";

/** Integers are whole already. */
const ofFloats = (round: (x: Scalar) => Scalar) => (x: Scalar) => (x.type === "int32" ? x : round(x));

/** The largest whole number up to x. Gradient: zero. */
export const floor = /* @__PURE__ */ unary({
  name: "floor",
  value: /* @__PURE__ */ ofFloats((x) => x.floor()),
  gradients: [],
});

/** The smallest whole number from x on. Gradient: zero. */
export const ceil = /* @__PURE__ */ unary({
  name: "ceil",
  value: /* @__PURE__ */ ofFloats((x) => x.ceil()),
  gradients: [],
});

/** The nearest whole number, halves to the even one. Gradient: zero. */
export const round = /* @__PURE__ */ unary({
  name: "round",
  value: /* @__PURE__ */ ofFloats((x) => x.round()),
  gradients: [],
});

/** x without its fraction. Gradient: zero. */
export const truncate = /* @__PURE__ */ unary({
  name: "truncate",
  value: /* @__PURE__ */ ofFloats((x) => x.truncate()),
  gradients: [],
});
