import { ShapeError } from "../errors.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import { Tensor } from "../tensor.js";
import { reshape } from "./reshape.js";
import { type Range, slice } from "./slice.js";

/**
 * Indexing: a number picks one place and drops the axis (negative ones count from the end), a range keeps the axis,
 * null keeps it whole: `at(x, 0, null, { start: 1 })` is NumPy's `x[0, :, 1:]`. A view.
 */
export function at(x: Tensor, ...indices: (number | Range | null)[]): Tensor {
  if (indices.length > x.rank) {
    throw new ShapeError(`at: ${indices.length} indices for the ${x.rank} axes of ${formatShape(x.shape)}`);
  }
  const ranges = indices.map((index, axis) => {
    // A number argument of a compiled function is a tensor: asked for its number, it says that it has none yet.
    if (index instanceof Tensor) Number(index);
    if (typeof index !== "number") return index;
    const n = x.shape[axis]!;
    if (!Number.isInteger(index) || index < -n || index >= n) {
      throw new ShapeError(`at: index ${index} is outside axis ${axis}, which has length ${n}`, {
        axis,
        index,
      });
    }
    const start = index < 0 ? index + n : index;
    return { start, stop: start + 1 };
  });
  return scope(() => {
    const part = slice(x, ranges);
    return reshape(
      part,
      part.shape.filter((_, axis) => typeof indices[axis] !== "number"),
    );
  });
}
