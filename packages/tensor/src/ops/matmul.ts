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
  transposedIf,
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

type Transposes = Required<MatmulOptions> & Record<string, unknown>;

// A gradient is computed as its operand lies: that of a transposed one isn't transposed afterwards.
const matmulOp = kernelOp<Transposes>({
  name: "matmul",
  infer: ([a, b], { transposeA, transposeB }) => {
    const [left, right] = [transposedIf(transposeA, a!.shape), transposedIf(transposeB, b!.shape)];
    checkMatrices({ dtype: a!.dtype, shape: left }, { dtype: b!.dtype, shape: right });
    const batch = broadcastShapes([left.slice(0, -2), right.slice(0, -2)], "matmul");
    return { dtype: a!.dtype, shape: [...batch, left.at(-2)!, right.at(-1)!] };
  },
  compute: ([a, b], out, { transposeA, transposeB }) => {
    const [left, right] = [matricesOf(a!, out, transposeA), matricesOf(b!, out, transposeB)];
    left.starts.forEach((start, i) => {
      multiplyOne({ ...left, start }, { ...right, start: right.starts[i]! }, out, i);
    });
  },
  gradients: [
    (dy, { y: b, attributes: { transposeA, transposeB } }) =>
      transposeA
        ? matmul(b, dy, { transposeA: transposeB, transposeB: true })
        : matmul(dy, b, { transposeB: !transposeB }),
    (dy, { x: a, attributes: { transposeA, transposeB } }) =>
      transposeB
        ? matmul(dy, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, dy, { transposeA: !transposeA }),
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

/** How a matrix lies in an array: its start, the steps from row to row and from column to column, its columns. */
interface Matrix {
  readonly data: HostArray["data"];
  readonly start: number;
  readonly row: number;
  readonly column: number;
  readonly columns: number;
}

/** The matrices of an operand, one for each of the output's. */
function matricesOf(
  { data, shape }: HostArray,
  out: HostArray,
  transposed: boolean,
): Omit<Matrix, "start"> & { readonly starts: readonly number[] } {
  const strides = transposedIf(transposed, contiguousStrides(shape));
  const batch = out.shape.slice(0, -2);
  return {
    data,
    starts: [...stridedOffsets(batch, broadcastStrides(shape.slice(0, -2), strides.slice(0, -2), batch))],
    row: strides.at(-2)!,
    column: strides.at(-1)!,
    columns: transposedIf(transposed, shape).at(-1)!,
  };
}

/** The product of two matrices as the `number`-th of the output. */
function multiplyOne(a: Matrix, b: Matrix, out: HostArray, number: number): void {
  const [m, n] = out.shape.slice(-2) as [number, number];
  const whole = out.dtype === "int32";
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let k = 0; k < a.columns; k++) {
        const x = a.data[a.start + i * a.row + k * a.column]!;
        const y = b.data[b.start + k * b.row + j * b.column]!;
        total = whole ? (total + Math.imul(x, y)) | 0 : total + x * y;
      }
      out.data[(number * m + i) * n + j] = total;
    }
  }
}

/** The dtype of products; sums of bool and uint8 are int32. */
function productType(a: DType, b: DType): DType {
  const type = promote(a, b, "matmul");
  return type === "bool" || type === "uint8" ? "int32" : type;
}

/** An operand as matrices of `dtype`; a vector becomes a row on the left, a column on the right. */
function asMatrices(x: Tensor, dtype: DType, transposed: boolean, vectorAs: "row" | "column"): Tensor {
  const converted = x.dtype === dtype ? x : cast(x, dtype);
  if (x.rank >= 2) return converted;
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
    const y = multiply(left, right, { transposeA, transposeB });
    if (a.rank > 1 && b.rank > 1) return y;
    const kept = [...(a.rank > 1 ? [y.shape.at(-2)!] : []), ...(b.rank > 1 ? [y.shape.at(-1)!] : [])];
    return reshape(y, [...y.shape.slice(0, -2), ...kept]);
  });
}

/** A batch by one matrix is one product of all rows: the gradient by that matrix is then one product too. */
function multiply(a: Tensor, b: Tensor, transposes: Transposes): Tensor {
  if (a.rank === 2 || b.rank !== 2) return execute(matmulOp, [a, b], transposes);
  const { transposeA, transposeB } = transposes;
  const left = transposeA ? matrixTranspose(a) : a;
  checkMatrices(left, { dtype: b.dtype, shape: transposedIf(transposeB, b.shape) });
  const [rows, depth] = [left.shape.slice(0, -1), left.shape.at(-1)!];
  const flat = reshape(left, [sizeOf(rows), depth]);
  const y = execute(matmulOp, [flat, b], { transposeA: false, transposeB });
  return reshape(y, [...rows, y.shape[1]!]);
}
