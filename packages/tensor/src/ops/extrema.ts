import { equal, greater, less } from "./comparisons.js";
import { binary } from "./elementwise.js";
import { mul } from "./mul.js";
import { where } from "./where.js";

/** The smaller; NaN where either is NaN. Gradient: dy to the smaller, half each where they are equal. */
export const minimum = binary({
  name: "minimum",
  value: (x, y) => x.minimum(y),
  gradients: [
    (dy, { x, y }) => where(equal(x, y), mul(dy, 0.5), where(less(x, y), dy, 0)),
    (dy, { x, y }) => where(equal(x, y), mul(dy, 0.5), where(less(y, x), dy, 0)),
  ],
});

/** The larger; NaN where either is NaN. Gradient: dy to the larger, half each where they are equal. */
export const maximum = binary({
  name: "maximum",
  value: (x, y) => x.maximum(y),
  gradients: [
    (dy, { x, y }) => where(equal(x, y), mul(dy, 0.5), where(greater(x, y), dy, 0)),
    (dy, { x, y }) => where(equal(x, y), mul(dy, 0.5), where(greater(y, x), dy, 0)),
  ],
});
