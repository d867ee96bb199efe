import { arange, zeros } from "../creation.js";
import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { formatShape, normalizeAxis, type Shape } from "../shape.js";
import { Tensor, type TensorLike } from "../tensor.js";
import { broadcastTo } from "./broadcastTo.js";
import { castTo } from "./cast.js";
import { equal } from "./comparisons.js";
import { meetingDtype, scalarTensor } from "./elementwise.js";
import { gather } from "./gather.js";
import { gatherAlong } from "./gatherAlong.js";
import { checkAlong, checkIndexDtype, eachGathered, eachTaken } from "./indexing.js";
import { kernelOp } from "./kernel.js";
import { reshape } from "./reshape.js";
import { where } from "./where.js";

const scatterOp = kernelOp<{ axis: number }>({
  name: "scatter",
  checksValues: true,
  infer: ([x]) => ({ dtype: x!.dtype, shape: x!.shape }),
  compute: ([x, indices, updates], out, { axis }) => {
    out.data.set(x!.data);
    eachGathered(x!.shape, indices!, axis, "scatter", (target, source, length) => {
      out.data.set(updates!.data.subarray(source, source + length), target);
    });
  },
  gradients: [
    (dy, { y: indices, attributes: { axis } }) => scatter(dy, indices, 0, axis),
    null,
    (dy, { y: indices, attributes: { axis } }) => {
      const columns = dy.shape.slice(axis + 1).map(() => 1);
      const stands = reshape(standing(indices, dy.shape[axis]!), [...indices.shape, ...columns]);
      return where(stands, gather(dy, indices, axis), 0);
    },
  ],
});

const scatterAlongOp = kernelOp<{ axis: number }>({
  name: "scatterAlong",
  checksValues: true,
  infer: ([x]) => ({ dtype: x!.dtype, shape: x!.shape }),
  compute: ([x, indices, updates], out, { axis }) => {
    out.data.set(x!.data);
    eachTaken(x!.shape, indices!, axis, "scatterAlong", (target, source) => {
      out.data[target] = updates!.data[source]!;
    });
  },
  gradients: [
    (dy, { y: indices, attributes: { axis } }) => scatterAlong(dy, indices, 0, axis),
    null,
    (dy, { y: indices, attributes: { axis } }) => {
      const numbers = numbersLike(indices);
      const written = scatterAlong(zeros(dy.shape, numbers), indices, numbers, axis);
      return where(equal(gatherAlong(written, indices, axis), numbers), gatherAlong(dy, indices, axis), 0);
    },
  ],
});

/** 0, 1, 2, … in the shape of the indices. */
function numbersLike({ size, shape, backend }: Tensor): Tensor {
  return reshape(arange(0, size, 1, { dtype: "int32", backend }), shape);
}

/** Which of the indices into an axis of length `n` are the last of their value, whose updates stand in the end. */
function standing(indices: Tensor, n: number): Tensor {
  const numbers = numbersLike(indices);
  return equal(gather(scatter(zeros([n], numbers), indices, numbers), indices), numbers);
}

/** Both in the dtype in which they meet, the updates in `shape`. */
function meet(x: Tensor, updates: TensorLike, shape: Shape, name: string): [Tensor, Tensor] {
  const dtype = meetingDtype([x, updates], name);
  const values = updates instanceof Tensor ? castTo(updates, dtype) : scalarTensor(x.backend, updates, dtype);
  const lead = shape.length - values.rank;
  if (lead < 0 || values.shape.some((n, axis) => n !== 1 && n !== shape[lead + axis])) {
    throw new ShapeError(
      `${name}: expected updates that broadcast to ${formatShape(shape)}, got ${formatShape(values.shape)}`,
    );
  }
  return [castTo(x, dtype), broadcastTo(values, shape)];
}

/**
 * `x` with the slices along an axis (0 by default) that the indices name replaced by `updates`: what `gather` reads
 * there afterwards. Updates have gather's shape or broadcast to it: x [a, n, b] and indices [i, j] take [a, i, j, b].
 * dtypes meet as in arithmetic. Negative indices count from the end; one outside is a ShapeError. Of updates for one
 * place the last in row-major order stands.
 * Gradients: dy with zeros at those places to x; dy gathered to the updates that stand, zero to the others.
 */
export function scatter(x: Tensor, indices: Tensor, updates: TensorLike, axis = 0): Tensor {
  const at = normalizeAxis(axis, x.rank, "scatter");
  checkIndexDtype(indices, "scatter");
  return scope(() => {
    const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
    const [values, changes] = meet(x, updates, shape, "scatter");
    return execute(scatterOp, [values, indices, changes], { axis: at });
  });
}

/**
 * `x` with single elements along an axis (the last by default) replaced: y[i, indices[i, j]] = updates[i, j], NumPy's
 * put_along_axis, but x stays. `indices` has x's shape beside that axis, and updates its shape or one that broadcasts
 * to it. Dtypes, negative and repeated indices as in `scatter`, and the gradients too.
 */
export function scatterAlong(x: Tensor, indices: Tensor, updates: TensorLike, axis = -1): Tensor {
  const at = normalizeAxis(axis, x.rank, "scatterAlong");
  checkIndexDtype(indices, "scatterAlong");
  checkAlong(x.shape, indices.shape, at, "scatterAlong");
  return scope(() => {
    const [values, changes] = meet(x, updates, indices.shape, "scatterAlong");
    return execute(scatterAlongOp, [values, indices, changes], { axis: at });
  });
}
