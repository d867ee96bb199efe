import { normal } from "@mebae/tensor";
import type { Initializer } from "./initializer.js";

/** W ~ N(0, standardDeviation²), whatever the fans. */
export function gaussian(standardDeviation: number): Initializer {
  return (key, shape, { dtype }) => normal(key, shape, { mean: 0, standardDeviation, dtype });
}
