import { ShapeError } from "../errors.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { broadcastTo } from "./broadcastTo.js";
import { reshape } from "./reshape.js";

export interface MeshgridOptions {
  /** "xy" (the default, as in NumPy) puts the first vector along the columns; "ij" puts vector k along axis k. */
  readonly indexing?: "xy" | "ij";
}

/**
 * The coordinates of a grid: of vectors of lengths a, b, c, … one view each of shape [b, a, c, …] ("xy") or
 * [a, b, c, …] ("ij"), constant beside the axis along which its own vector runs. Gradient: the sum over the others.
 */
export function meshgrid(vectors: readonly Tensor[], { indexing = "xy" }: MeshgridOptions = {}): Tensor[] {
  vectors.forEach(({ rank, shape }, place) => {
    if (rank !== 1) {
      throw new ShapeError(`meshgrid: expected vectors, got ${formatShape(shape)} in place ${place}`);
    }
  });
  // "xy" differs from "ij" in the first two axes only, which trade places.
  const axisOf = (k: number) => (indexing === "xy" && vectors.length > 1 && k < 2 ? 1 - k : k);
  const grid = vectors.map((_, axis) => vectors[axisOf(axis)]!.size);
  return scope(() =>
    vectors.map((vector, k) => {
      const apart = grid.map((_, axis) => (axis === axisOf(k) ? vector.size : 1));
      return broadcastTo(reshape(vector, apart), grid);
    }),
  );
}
