import { isFloat } from "../dtype.js";
import { DtypeError, ShapeError } from "../errors.js";
import { formatShape } from "../shape.js";
import type { TensorSpec } from "./op.js";

/** Refuses what isn't a float matrix with as many rows as columns, or a batch of such. */
export function checkSquareMatrix({ dtype, shape }: TensorSpec, where: string): void {
  if (!isFloat(dtype)) throw new DtypeError(`${where}: expected floats, got ${dtype}`);
  if (shape.length < 2 || shape.at(-1) !== shape.at(-2)) {
    throw new ShapeError(`${where}: expected square matrices, got ${formatShape(shape)}`);
  }
}
