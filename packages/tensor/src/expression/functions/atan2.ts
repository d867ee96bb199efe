import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { angleBefore, arctangent } from "./parts/arctangent.js";
import { copySign, headBits } from "./parts/bits.js";
import { formatOf } from "./parts/format.js";

/** The angle of the point (x, y), of y and x. Within 2 ulp in float32, 2 in float64. */
export const atan2Function: ScalarFunction = {
  name: "atan2",
  reference: Math.atan2,
  expand: (y, x) => formatOf(y!.type) && expandAtan2(y!, x!),
};

/** The angle to the nearer axis first, whose tangent is at most 1. */
function expandAtan2(y: Scalar, x: Scalar): Scalar {
  const [height, width] = [y.abs(), x.abs()];
  const steep = width.less(height);
  const [short, long] = [steep.select(width, height), steep.select(height, width)];
  // Equal ones may be both 0 or both infinite.
  const equal = short.equal(0).select(short, 1);
  const angle = arctangent(short.equal(long).select(equal, short.div(long)));
  const first = steep.select(angleBefore(1, angle), angle);
  const backwards = headBits(x).less(0);
  return copySign(backwards.select(angleBefore(2, first), first), y);
}
