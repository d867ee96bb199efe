import { normalCdfFunction } from "../expression/functions/normalCdf.js";
import { normalPdfFunction } from "../expression/functions/normalPdf.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";

/** The density of the standard normal distribution φ(x) = e^(-x²/2)/√(2π). Gradient: -dy·xφ(x). Integers as float32. */
export const normalPdf = unary({
  name: "normalPdf",
  domain: "float",
  value: (x) => x.call(normalPdfFunction),
  gradients: [(dy, { x, output }) => neg(mul(dy, mul(x, output)))],
});

/**
 * The standard normal distribution Φ(x) = ∫₋∞ˣ φ(t) dt, exact in the left tail. Gradient: dy·φ(x). Integers as
 * float32.
 */
export const normalCdf = unary({
  name: "normalCdf",
  domain: "float",
  value: (x) => x.call(normalCdfFunction),
  gradients: [(dy, { x }) => mul(dy, normalPdf(x))],
});
