import type { ScalarFunction } from "../expression.js";
import { formatOf } from "./parts/format.js";
import { quarterTurns, sineOf, withinTurns } from "./parts/quarterTurns.js";

/** cos x. Within 3 ulp in float32, 3 in float64. */
export const cosFunction: ScalarFunction = {
  name: "cos",
  reference: Math.cos,
  expand: (x) => formatOf(x!.type) && withinTurns(x!, sineOf(quarterTurns(x!), 1), cosFunction),
};
