import { matmulKernel } from "../cpu/kernels/matmul.js";
import { type DType, promote } from "../dtype.js";
import { DtypeError, ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import {
  broadcastShapes,
  broadcastStrides,
  contiguousStrides,
  formatShape,
  sizeOf,
  stridedOffsets,
} from "../shape.js";
import type { Tensor } from "../tensor.js";
import { cast } from "./cast.js";
import { kernelOp } from "./kernel.js";
import type { HostArray, TensorSpec } from "./op.js";
import { reshape } from "./reshape.js";
import { matrixTranspose } from "./transpose.js";

/** Which operands are read transposed, in their last two axes. */
export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const matmulOp = /* @__PURE__ */ kernelOp({
  name: "matmul",
  infer: ([a, b]) => {
    checkMatrices(a!, b!);
    const batch = broadcastShapes([a!.shape.slice(0, -2), b!.shape.slice(0, -2)], "matmul");
    return { dtype: a!.dtype, shape: [...batch, a!.shape.at(-2)!, b!.shape.at(-1)!] };
  },
  compute: ([a, b], out) => {
    const batch = out.shape.slice(0, -2);
    const right = batchOffsets(b!, batch);
    batchOffsets(a!, batch).forEach((start, i) => {
      multiplyOne(a!, start, b!, right[i]!, out, i * out.shape.at(-2)! * out.shape.at(-1)!);
    });
  },
  gradients: [
    (dy, { y: b }) => matmul(dy, b, { transposeB: true }),
    (dy, { x: a }) => matmul(a, dy, { transposeA: true }),
  ],
  cpu: matmulKernel,
});

function checkMatrices(a: TensorSpec, b: TensorSpec): void {
  if (a.dtype !== b.dtype) {
    throw new DtypeError(`matmul: ${a.dtype} and ${b.dtype} don't mix; cast one of them`);
  }
  if (a.shape.at(-1) !== b.shape.at(-2)) {
    throw new ShapeError(
      `matmul: expected as many rows on the right as columns on the left, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
      { shapes: [a.shape, b.shape] },
    );
  }
}

/** Where each matrix of a batch begins. */
function batchOffsets({ shape }: HostArray, batch: readonly number[]): number[] {
  const strides = contiguousStrides(shape).slice(0, -2);
  return [...stridedOffsets(batch, broadcastStrides(shape.slice(0, -2), strides, batch))];
}

function multiplyOne(
  a: HostArray,
  aStart: number,
  b: HostArray,
  bStart: number,
  out: HostArray,
  start: number,
): void {
  const [m, depth, n] = [out.shape.at(-2)!, a.shape.at(-1)!, out.shape.at(-1)!];
  const whole = out.dtype === "int32";
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let k = 0; k < depth; k++) {
        const x = a.data[aStart + i * depth + k]!;
        const y = b.data[bStart + k * n + j]!;
        total = whole ? (total + Math.imul(x, y)) | 0 : total + x * y;
      }
      out.data[start + i * n + j] = total;
    }
  }
}

/** The dtype of products; sums of bool and uint8 are int32. */
function productType(a: DType, b: DType): DType {
  const type = promote(a, b, "matmul");
  return type === "bool" || type === "uint8" ? "int32" : type;
}

/** An operand as matrices of `dtype`, transposed where asked; a vector becomes a row on the left, a column on the right. */
function asMatrices(x: Tensor, dtype: DType, transposed: boolean, vectorAs: "row" | "column"): Tensor {
  const converted = x.dtype === dtype ? x : cast(x, dtype);
  if (x.rank >= 2) return transposed ? matrixTranspose(converted) : converted;
  if (x.rank === 0) throw new ShapeError("matmul: expected vectors or matrices, got a scalar");
  if (transposed) throw new ShapeError(`matmul: a vector of shape ${formatShape(x.shape)} has no transpose`);
  return reshape(converted, vectorAs === "row" ? [1, x.size] : [x.size, 1]);
}

/**
 * y_ij = Σ_k a_ik·b_kj: [..., m, k] and [..., k, n] give [..., m, n], batch axes broadcast. A vector counts as one
 * row on the left and one column on the right, and its axis goes from the result, as in NumPy. Integers give int32,
 * and wrap. ShapeError where the inner lengths differ.
 * Gradients: dA = dY·Bᵀ, dB = Aᵀ·dY.
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false } = options;
  return scope(() => {
    const dtype = productType(a.dtype, b.dtype);
    const left = asMatrices(a, dtype, transposeA, "row");
    const right = asMatrices(b, dtype, transposeB, "column");
    const y = multiply(left, right);
    if (a.rank > 1 && b.rank > 1) return y;
    const kept = [...(a.rank > 1 ? [y.shape.at(-2)!] : []), ...(b.rank > 1 ? [y.shape.at(-1)!] : [])];
    return reshape(y, [...y.shape.slice(0, -2), ...kept]);
  });
}

/** A batch by one matrix is one product of all rows: the gradient by that matrix is then one product too. */
function multiply(a: Tensor, b: Tensor): Tensor {
  if (a.rank === 2 || b.rank !== 2) return execute(matmulOp, [a, b]);
  checkMatrices(a, b);
  const rows = a.shape.slice(0, -1);
  const y = execute(matmulOp, [reshape(a, [sizeOf(rows), a.shape.at(-1)!]), b]);
  return reshape(y, [...rows, b.shape[1]!]);
}
