import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape, normalizeAxis, reducedShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import { lanes } from "./lanes.js";
import { flatten } from "./reshape.js";

/** The axis to search; without one the flattened tensor. */
export interface ArgOptions {
  readonly axis?: number;
  readonly keepDims?: boolean;
}

interface Attributes extends Record<string, unknown> {
  readonly axis: number;
  readonly keepDims: boolean;
}

function argOp(name: string, better: (a: number, b: number) => boolean) {
  return kernelOp<Attributes>({
    name,
    infer: ([x], { axis, keepDims }) => {
      if (x!.shape[axis] === 0) {
        throw new ShapeError(
          `${name}: nothing to choose from along axis ${axis} of ${formatShape(x!.shape)}`,
        );
      }
      return { dtype: "int32", shape: reducedShape(x!.shape, [axis], keepDims) };
    },
    compute: ([x], out, { axis }) => {
      const data = x!.data;
      lanes(x!.shape, axis, (start, step, n, lane) => {
        let best = 0;
        for (let i = 1; i < n; i++) {
          const champion = data[start + best * step]!;
          if (Number.isNaN(champion)) break;
          const value = data[start + i * step]!;
          if (better(value, champion) || Number.isNaN(value)) best = i;
        }
        out.data[lane] = best;
      });
    },
    gradients: [],
  });
}

function apply(op: ReturnType<typeof argOp>, x: Tensor, { axis, keepDims = false }: ArgOptions): Tensor {
  if (axis === undefined) {
    using flat = flatten(x);
    return execute(op, [flat], { axis: 0, keepDims: false });
  }
  return execute(op, [x], { axis: normalizeAxis(axis, x.rank, op.name), keepDims });
}

const argMaxOp = argOp("argMax", (a, b) => a > b);
const argMinOp = argOp("argMin", (a, b) => a < b);

/**
 * Where the largest element stands, as int32: along an axis, or in the flattened tensor. The first of equal ones
 * wins, and NaN wins over all. ShapeError over an axis of length 0. Not differentiable.
 */
export function argMax(x: Tensor, options: ArgOptions = {}): Tensor {
  return apply(argMaxOp, x, options);
}

/** Where the smallest element stands, as int32; like `argMax`. */
export function argMin(x: Tensor, options: ArgOptions = {}): Tensor {
  return apply(argMinOp, x, options);
}
