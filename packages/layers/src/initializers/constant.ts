import { full } from "@mebae/tensor";
import type { Initializer } from "./initializer.js";

/** One value everywhere. */
export function constant(value: number): Initializer {
  return (_key, shape, { dtype }) => full(shape, value, { dtype });
}
