import { logFunction } from "../expression/functions/log.js";
import { log1pFunction } from "../expression/functions/log1p.js";
import { add } from "./add.js";
import { div } from "./div.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";

/** The natural logarithm: -Infinity at 0, NaN below. Gradient: dy/x. Integers as float32. */
export const log = unary({
  name: "log",
  domain: "float",
  value: (x) => x.call(logFunction),
  gradients: [(dy, { x }) => div(dy, x)],
});

/** log(1 + x), exact near 0. Gradient: dy/(1+x). Integers as float32. */
export const log1p = unary({
  name: "log1p",
  domain: "float",
  value: (x) => x.call(log1pFunction),
  gradients: [(dy, { x }) => div(dy, add(x, 1))],
});

/** The logarithm to base 2, log(x)/log(2). Gradient: dy/(x·log 2). Integers as float32. */
export const log2 = unary({
  name: "log2",
  domain: "float",
  value: (x) => x.call(logFunction).div(Math.LN2),
  gradients: [(dy, { x }) => div(dy, mul(x, Math.LN2))],
});

/** The logarithm to base 10, log(x)/log(10). Gradient: dy/(x·log 10). Integers as float32. */
export const log10 = unary({
  name: "log10",
  domain: "float",
  value: (x) => x.call(logFunction).div(Math.LN10),
  gradients: [(dy, { x }) => div(dy, mul(x, Math.LN10))],
});
