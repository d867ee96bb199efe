import type { ScalarFunction } from "../expression.js";
import { formatOf } from "./parts/format.js";
import { quarterTurns, sineOf, withinTurns } from "./parts/quarterTurns.js";

/** cos x */
export const cosFunction: ScalarFunction = {
  name: "cos",
  reference: Math.cos,
  expand: (x) => formatOf(x!.type) && withinTurns(x!, sineOf(quarterTurns(x!), 1), cosFunction),
};
