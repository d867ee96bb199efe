import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape, normalizeAxis, type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { checkIndexDtype, eachGathered } from "./indexing.js";
import { kernelOp } from "./kernel.js";

interface AddAttributes extends Record<string, unknown> {
  readonly axis: number;
  readonly shape: Shape;
}

function gatheredShape(x: Shape, indices: Shape, axis: number): Shape {
  return [...x.slice(0, axis), ...indices, ...x.slice(axis + 1)];
}

const gatherOp = kernelOp<{ axis: number }>({
  name: "gather",
  checksValues: true,
  infer: ([x, indices], { axis }) => {
    checkIndexDtype(indices!, "gather");
    return { dtype: x!.dtype, shape: gatheredShape(x!.shape, indices!.shape, axis) };
  },
  compute: ([x, indices], out, { axis }) => {
    eachGathered(x!.shape, indices!, axis, "gather", (source, target, length) => {
      out.data.set(x!.data.subarray(source, source + length), target);
    });
  },
  gradients: [(dy, { x, y: indices, attributes: { axis } }) => scatterAdd(dy, indices, x.shape, axis), null],
});

const scatterAddOp = kernelOp<AddAttributes>({
  name: "scatterAdd",
  checksValues: true,
  infer: ([x, indices], { axis, shape }) => {
    checkIndexDtype(indices!, "scatterAdd");
    const expected = gatheredShape(shape, indices!.shape, axis);
    if (!sameShape(x!.shape, expected)) {
      throw new ShapeError(
        `scatterAdd: expected values of shape ${formatShape(expected)}, got ${formatShape(x!.shape)}`,
      );
    }
    return { dtype: x!.dtype, shape };
  },
  compute: ([x, indices], out, { axis, shape }) => {
    eachGathered(shape, indices!, axis, "scatterAdd", (target, source, length) => {
      for (let i = 0; i < length; i++) out.data[target + i]! += x!.data[source + i]!;
    });
  },
  gradients: [(dy, { y: indices, attributes: { axis } }) => gather(dy, indices, axis), null],
});

/**
 * The slices of `x` along an axis (0 by default) that the indices name, in the shape of the indices, of any rank:
 * [a, n, b] by [i, j] gives [a, i, j, b]. Negative indices count from the end; one outside is a ShapeError.
 * Gradient: dy added at those places (`scatterAdd`).
 */
export function gather(x: Tensor, indices: Tensor, axis = 0): Tensor {
  return execute(gatherOp, [x, indices], { axis: normalizeAxis(axis, x.rank, "gather") });
}

/**
 * Zeros of `shape` to which the slices of `x` are added at the places along an axis that the indices name; the
 * adjoint of `gather`. Slices with one index add up. Gradient: dy gathered.
 */
export function scatterAdd(x: Tensor, indices: Tensor, shape: Shape, axis = 0): Tensor {
  const at = normalizeAxis(axis, shape.length, "scatterAdd");
  return execute(scatterAddOp, [x, indices], { axis: at, shape: [...shape] });
}
