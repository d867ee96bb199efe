import type { ScalarFunction } from "../expression.js";
import { formatOf } from "./parts/format.js";
import { quarterTurns, sineOf, withinTurns } from "./parts/quarterTurns.js";

/** sin x. Within 3 ulp in float32, 2 in float64. */
export const sinFunction: ScalarFunction = {
  name: "sin",
  reference: Math.sin,
  expand: (x) => {
    if (!formatOf(x!.type)) return undefined;
    // -0 stays -0.
    const y = x!.equal(0).select(x!, sineOf(quarterTurns(x!)));
    return withinTurns(x!, y, sinFunction);
  },
};
