import { arange, zeros } from "../creation.js";
import { DtypeError, ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape, normalizeAxis, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { equal } from "./comparisons.js";
import { gather } from "./gather.js";
import { checkIndexDtype, eachGathered } from "./indexing.js";
import { kernelOp } from "./kernel.js";
import { reshape } from "./reshape.js";
import { where } from "./where.js";

const scatterOp = /* @__PURE__ */ kernelOp<{ axis: number }>({
  name: "scatter",
  infer: ([x, indices, values], { axis }) => {
    checkIndexDtype(indices!, "scatter");
    const expected = [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)];
    if (!sameShape(values!.shape, expected)) {
      throw new ShapeError(
        `scatter: expected values of shape ${formatShape(expected)}, got ${formatShape(values!.shape)}`,
      );
    }
    if (values!.dtype !== x!.dtype)
      throw new DtypeError(`scatter: expected values of ${x!.dtype}, got ${values!.dtype}`);
    return { dtype: x!.dtype, shape: x!.shape };
  },
  compute: ([x, indices, values], out, { axis }) => {
    out.data.set(x!.data);
    eachGathered(x!.shape, indices!, axis, "scatter", (target, source, length) => {
      out.data.set(values!.data.subarray(source, source + length), target);
    });
  },
  gradients: [
    (dy, { y: indices, z: values, attributes: { axis } }) =>
      scatter(dy, indices, zeros(values.shape, { dtype: dy.dtype, backend: dy.backend }), axis),
    null,
    (dy, { x, y: indices, attributes: { axis } }) =>
      where(lasting(x, indices, axis), gather(dy, indices, axis), 0),
  ],
});

/** Which of the slices were written last at their place, shaped to broadcast against the values. */
function lasting(x: Tensor, indices: Tensor, axis: number): Tensor {
  const places = { dtype: "int32", backend: x.backend } as const;
  const ids = reshape(arange(0, indices.size, 1, places), indices.shape);
  const winners = scatter(zeros([x.shape[axis]!], places), indices, ids);
  const after = new Array<number>(x.rank - axis - 1).fill(1);
  return reshape(equal(gather(winners, indices), ids), [...indices.shape, ...after]);
}

/**
 * A copy of `x` in which the slices along an axis (0 by default) that the indices name are replaced by `values`: for x
 * [a, n, b] and indices [i, j], values [a, i, j, b]. Of several values for one place the last stays. Negative indices
 * count from the end; one outside is a ShapeError, as are values of another shape; of another dtype a DtypeError.
 * Gradients: dy with zeros at those places by x; dy gathered there by the values that stayed.
 */
export function scatter(x: Tensor, indices: Tensor, values: Tensor, axis = 0): Tensor {
  return execute(scatterOp, [x, indices, values], { axis: normalizeAxis(axis, x.rank, "scatter") });
}
