import { scope } from "../scope.js";
import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { concatenate } from "./concatenate.js";
import { slice } from "./slice.js";

/** Every element `shift` places further along an axis, what falls off coming in at the start. Gradient: dy rolled back. */
export function roll(x: Tensor, shift: number, axis: number): Tensor {
  const along = normalizeAxis(axis, x.rank, "roll");
  const n = x.shape[along]!;
  const cut = n === 0 ? 0 : ((-shift % n) + n) % n;
  const part = (range: { start?: number; stop?: number }) =>
    slice(
      x,
      x.shape.map((_, a) => (a === along ? range : null)),
    );
  return scope(() => concatenate([part({ start: cut }), part({ stop: cut })], along));
}
