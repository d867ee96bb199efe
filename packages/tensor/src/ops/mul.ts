import { binary } from "./elementwise.js";

/** x·y, elementwise. Gradients: dy·y, dy·x. int32 wraps. */
export const mul = binary({
  name: "mul",
  value: (x, y) => x.mul(y),
  gradients: [(dy, { y }) => mul(dy, y), (dy, { x }) => mul(dy, x)],
});
