import type { FunctionName } from "../expression.js";
import { erf, erfc, normalQuantile } from "./errorFunctions.js";
import { digamma, lgamma, polygamma } from "./gammaFunctions.js";

/** Every function of expressions in float64, independent of the expansions: what those are tested against. */
export const referenceFunctions: Record<FunctionName, (x: number, y: number) => number> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  atan2: Math.atan2,
  pow,
  sigmoid,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  erf,
  erfc,
  normalQuantile,
  lgamma,
  digamma,
  trigamma: (x) => polygamma(1, x),
  polygamma: (order, x) => polygamma(order, x),
};

/** 1/(1+e^-x) without overflow, and with full relative precision where it is small. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** IEEE 754's pow, which C and NumPy have too: 1 to any power and anything to the 0 are 1, NaN included. */
function pow(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}
