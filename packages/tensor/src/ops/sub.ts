import { binary } from "./elementwise.js";
import { neg } from "./neg.js";

/** x - y. Gradients: dy, -dy. Integers wrap; bool counts as int32. */
export const sub = binary({
  name: "sub",
  value: (x, y) => x.sub(y),
  gradients: [(dy) => dy, (dy) => neg(dy)],
});
