import type { Family } from "../distribution.js";
import * as distributions from "../distributions/index.js";

/** Every family of this package, in the order of their names. Asking for them all takes them all into a bundle. */
export function allFamilies(): Family[] {
  return Object.values(distributions) as unknown as Family[];
}
