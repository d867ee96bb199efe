import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { formatOf } from "./parts/format.js";
import { quarterTurns, withinTurns } from "./parts/quarterTurns.js";

/** tan x. Within 5 ulp in float32, 4 in float64. */
export const tanFunction: ScalarFunction = {
  name: "tan",
  reference: Math.tan,
  expand: (x) => formatOf(x!.type) && withinTurns(x!, expandTan(x!), tanFunction),
};

/** sin/cos of the rest after whole half turns, -cos/sin a quarter turn on. */
function expandTan(x: Scalar): Scalar {
  const { sine, cosine, turns } = quarterTurns(x);
  const even = turns.and(1).equal(0);
  const y = even.select(sine, cosine.neg()).div(even.select(cosine, sine));
  // -0 stays -0.
  return x.equal(0).select(x, y);
}
