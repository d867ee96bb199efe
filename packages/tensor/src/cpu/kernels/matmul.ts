import type { ValueSpec } from "../../backend.js";
import { broadcastStrides, sizeOf, stridedOffsets, transposedIf } from "../../shape.js";
import type { CpuKernel } from "../kernel.js";
import { prepareProduct } from "./product.js";

/** matmul of float32 and float64, batched, operands of any strides: a transposed one is read as it lies. */
export const matmulKernel: CpuKernel<{ transposeA: boolean; transposeB: boolean }> = {
  dtypes: ["float32", "float64"],
  strided: true,
  flops: ([a], output) =>
    (2 * sizeOf(output.shape) * sizeOf(a!.shape.slice(-2))) / (output.shape.at(-2)! || 1),
  takesEpilogue: true,
  prepare: (machine, [a, b], output, { transposeA, transposeB }, epilogue) => {
    const batch = output.shape.slice(0, -2);
    const [m, n] = output.shape.slice(-2) as [number, number];
    const right = batchStarts(b!, batch);
    const product = prepareProduct(machine, {
      dtype: output.dtype as "float32" | "float64",
      m,
      n,
      depth: transposedIf(transposeA, a!.shape).at(-1)!,
      a: transposedIf(transposeA, a!.strides).slice(-2) as [number, number],
      b: transposedIf(transposeB, b!.strides).slice(-2) as [number, number],
      batch: batchStarts(a!, batch).map((start, i) => ({ a: start, b: right[i]!, c: i * m * n })),
      bias: epilogue?.bias ? "column" : undefined,
      relu: epilogue?.relu ?? false,
    });
    return (pointers, out) => product(pointers[0]!, pointers[1]!, out, pointers[2]);
  },
};

/** Where each matrix of a batch begins. */
function batchStarts({ shape, strides }: ValueSpec, batch: readonly number[]): number[] {
  const own = broadcastStrides(shape.slice(0, -2), strides.slice(0, -2), batch);
  return [...stridedOffsets(batch, own)];
}
