import { normal, uniform } from "@mebae/tensor";
import type { Initializer } from "./initializer.js";

/**
 * W ~ N(0, 2/(fanIn + fanOut)), which keeps the variance of activations and of gradients through odd, saturating
 * activations such as tanh (Glorot & Bengio 2010).
 */
export const xavierNormal: Initializer = (key, shape, { fanIn, fanOut, dtype }) =>
  normal(key, shape, { mean: 0, standardDeviation: Math.sqrt(2 / Math.max(1, fanIn + fanOut)), dtype });

/** W ~ U(-b, b) with b = √(6/(fanIn + fanOut)): the variance of `xavierNormal`, bounded. */
export const xavierUniform: Initializer = (key, shape, { fanIn, fanOut, dtype }) => {
  const bound = Math.sqrt(6 / Math.max(1, fanIn + fanOut));
  return uniform(key, shape, { low: -bound, high: bound, dtype });
};
