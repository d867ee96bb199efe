import { normalizeAxes } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { slice } from "./slice.js";

/** The axes (all by default) read from the end. A view. Gradient: dy flipped. */
export function flip(x: Tensor, axes?: number | readonly number[]): Tensor {
  const flipped = normalizeAxes(axes, x.rank, "flip");
  return slice(
    x,
    x.shape.map((_, axis) => (flipped.includes(axis) ? { step: -1 } : null)),
  );
}
