import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { transpose } from "./transpose.js";

/** One axis moved to another place, the others keeping their order. A view. */
export function moveAxis(x: Tensor, from: number, to: number): Tensor {
  const source = normalizeAxis(from, x.rank, "moveAxis");
  const order = [...x.shape.keys()].filter((axis) => axis !== source);
  order.splice(normalizeAxis(to, x.rank, "moveAxis"), 0, source);
  return transpose(x, order);
}
