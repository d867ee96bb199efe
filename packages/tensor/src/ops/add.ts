import { binary } from "./elementwise.js";

/** x + y. Gradients: dy, dy. int32 wraps. */
export const add = binary({
  name: "add",
  value: (x, y) => x.add(y),
  gradients: [(dy) => dy, (dy) => dy],
});
