import { greater, less, lessEqual } from "./comparisons.js";
import { ternary } from "./elementwise.js";
import { logicalAnd, logicalOr } from "./logical.js";
import { where } from "./where.js";

/**
 * clip(x, low, high) = min(max(x, low), high); NaN stays. Gradient: dy to whichever of the three is returned, to x
 * at the limits themselves.
 */
export const clip = ternary({
  name: "clip",
  value: (x, low, high) => x.maximum(low).minimum(high),
  gradients: [
    (dy, { x, y: low, z: high }) => where(logicalAnd(lessEqual(low, x), lessEqual(x, high)), dy, 0),
    (dy, { x, y: low, z: high }) => where(logicalAnd(less(x, low), lessEqual(low, high)), dy, 0),
    (dy, { x, y: low, z: high }) => where(logicalOr(greater(x, high), greater(low, high)), dy, 0),
  ],
});
