import { type DType, promote } from "../dtype.js";
import { ShapeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { formatShape, normalizeAxis, sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import { kernelOp } from "./kernel.js";
import { expandDims } from "./reshape.js";
import { slice } from "./slice.js";

const concatenateOp = kernelOp<{ axis: number }>({
  name: "concatenate",
  infer: (inputs, { axis }) => {
    const first = inputs[0]!.shape;
    for (const { shape } of inputs) {
      if (shape.length !== first.length || shape.some((n, a) => a !== axis && n !== first[a])) {
        throw new ShapeError(
          `concatenate: ${formatShape(first)} and ${formatShape(shape)} differ beside axis ${axis}`,
          { axis },
        );
      }
    }
    const length = inputs.reduce((total, { shape }) => total + shape[axis]!, 0);
    return { dtype: inputs[0]!.dtype, shape: first.map((n, a) => (a === axis ? length : n)) };
  },
  compute: (inputs, out, { axis }) => {
    const outer = sizeOf(out.shape.slice(0, axis));
    let at = 0;
    for (let o = 0; o < outer; o++) {
      for (const { data, shape } of inputs) {
        const block = sizeOf(shape.slice(axis));
        out.data.set(data.subarray(o * block, (o + 1) * block), at);
        at += block;
      }
    }
  },
  gradients:
    (index) =>
    (dy, { inputs, attributes: { axis } }) => {
      const start = inputs.slice(0, index).reduce((total, { shape }) => total + shape[axis]!, 0);
      const range = { start, stop: start + inputs[index]!.shape[axis]! };
      return slice(
        dy,
        dy.shape.map((_, a) => (a === axis ? range : null)),
      );
    },
});

/** One tensor after the other along an axis (0 by default); dtypes meet as in arithmetic. Gradients: the parts of dy. */
export function concatenate(tensors: readonly Tensor[], axis = 0): Tensor {
  if (tensors.length === 0) throw new UsageError("concatenate: expected one tensor or more");
  const at = normalizeAxis(axis, tensors[0]!.rank, "concatenate");
  return scope(() => execute(concatenateOp, meet(tensors, "concatenate"), { axis: at }));
}

/** Tensors of one shape side by side along a new axis (0 by default), counted in the result. */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  if (tensors.length === 0) throw new UsageError("stack: expected one tensor or more");
  const first = tensors[0]!;
  for (const { shape } of tensors) {
    if (formatShape(shape) !== formatShape(first.shape)) {
      throw new ShapeError(`stack: ${formatShape(first.shape)} and ${formatShape(shape)} differ`);
    }
  }
  const at = normalizeAxis(axis, first.rank + 1, "stack");
  return scope(() =>
    concatenate(
      tensors.map((tensor) => expandDims(tensor, at)),
      at,
    ),
  );
}

function meet(tensors: readonly Tensor[], where: string): Tensor[] {
  const dtype = tensors.reduce<DType>((met, tensor) => promote(met, tensor.dtype, where), tensors[0]!.dtype);
  return tensors.map((tensor) => castTo(tensor, dtype));
}
