import { ShapeError } from "../errors.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { mul } from "./mul.js";
import { expandDims } from "./reshape.js";
import { sum } from "./sum.js";

function checkVectors(x: Tensor, y: Tensor, where: string): void {
  if (x.rank !== 1 || y.rank !== 1) {
    throw new ShapeError(
      `${where}: expected two vectors, got ${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    );
  }
}

/** Σ x_i·y_i of two vectors of one length. Gradients: dy·y and dy·x. */
export function dot(x: Tensor, y: Tensor): Tensor {
  checkVectors(x, y, "dot");
  if (x.shape[0] !== y.shape[0]) {
    throw new ShapeError(`dot: lengths ${x.shape[0]} and ${y.shape[0]} differ`);
  }
  return scope(() => sum(mul(x, y)));
}

/** x_i·y_j of two vectors: [m] and [n] give [m, n]. Gradients: Σ_j dy_ij·y_j and Σ_i dy_ij·x_i. */
export function outer(x: Tensor, y: Tensor): Tensor {
  checkVectors(x, y, "outer");
  return scope(() => mul(expandDims(x, 1), y));
}
