import { normal, uniform } from "@mebae/tensor";
import type { Initializer } from "./initializer.js";

/**
 * W ~ N(0, 2/fanIn), which keeps the variance of activations through ReLU (He, Zhang, Ren & Sun 2015,
 * "Delving deep into rectifiers").
 */
export const heNormal: Initializer = (key, shape, { fanIn, dtype }) =>
  normal(key, shape, { mean: 0, standardDeviation: Math.sqrt(2 / Math.max(1, fanIn)), dtype });

/** W ~ U(-b, b) with b = √(6/fanIn): the variance of `heNormal`, bounded. */
export const heUniform: Initializer = (key, shape, { fanIn, dtype }) => {
  const bound = Math.sqrt(6 / Math.max(1, fanIn));
  return uniform(key, shape, { low: -bound, high: bound, dtype });
};
