import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape, normalizeAxis, type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { checkAlong, checkIndexDtype, eachTaken } from "./indexing.js";
import { kernelOp } from "./kernel.js";

interface AddAttributes extends Record<string, unknown> {
  readonly axis: number;
  readonly shape: Shape;
}

const gatherAlongOp = kernelOp<{ axis: number }>({
  name: "gatherAlong",
  checksValues: true,
  infer: ([x, indices], { axis }) => {
    checkIndexDtype(indices!, "gatherAlong");
    checkAlong(x!.shape, indices!.shape, axis, "gatherAlong");
    return { dtype: x!.dtype, shape: indices!.shape };
  },
  compute: ([x, indices], out, { axis }) => {
    eachTaken(x!.shape, indices!, axis, "gatherAlong", (source, target) => {
      out.data[target] = x!.data[source]!;
    });
  },
  gradients: [
    (dy, { x, y: indices, attributes: { axis } }) => scatterAddAlong(dy, indices, x.shape, axis),
    null,
  ],
});

const scatterAddAlongOp = kernelOp<AddAttributes>({
  name: "scatterAddAlong",
  checksValues: true,
  infer: ([x, indices], { axis, shape }) => {
    checkIndexDtype(indices!, "scatterAddAlong");
    checkAlong(shape, indices!.shape, axis, "scatterAddAlong");
    if (!sameShape(x!.shape, indices!.shape)) {
      throw new ShapeError(
        `scatterAddAlong: expected one value an index, got ${formatShape(x!.shape)} by ${formatShape(indices!.shape)}`,
      );
    }
    return { dtype: x!.dtype, shape };
  },
  compute: ([x, indices], out, { axis, shape }) => {
    eachTaken(shape, indices!, axis, "scatterAddAlong", (target, source) => {
      out.data[target]! += x!.data[source]!;
    });
  },
  gradients: [(dy, { y: indices, attributes: { axis } }) => gatherAlong(dy, indices, axis), null],
});

/**
 * Element by element along an axis (the last by default): y[i, j] = x[i, indices[i, j]], NumPy's take_along_axis.
 * `indices` has x's shape beside that axis; negative ones count from the end, one outside is a ShapeError.
 * Gradient: dy added at those places (`scatterAddAlong`).
 */
export function gatherAlong(x: Tensor, indices: Tensor, axis = -1): Tensor {
  return execute(gatherAlongOp, [x, indices], { axis: normalizeAxis(axis, x.rank, "gatherAlong") });
}

/**
 * Zeros of `shape` to which the elements of `x` are added at the places along an axis (the last by default) that
 * the indices, one an element, name; the adjoint of `gatherAlong`. Gradient: dy taken there.
 */
export function scatterAddAlong(x: Tensor, indices: Tensor, shape: Shape, axis = -1): Tensor {
  const at = normalizeAxis(axis, shape.length, "scatterAddAlong");
  return execute(scatterAddAlongOp, [x, indices], { axis: at, shape: [...shape] });
}
