import { broadcastStrides, sizeOf, type ValueSpec } from "@mebae/tensor/backend";
import type { GpuKernel, KernelPlan } from "../kernel.js";
import { addressOf, u32 } from "../wgsl/indexing.js";
import type { ShaderModule } from "../wgsl/module.js";
import { contract } from "./contract.js";
import type { Destination } from "./outputs.js";
import type { ProductPlan } from "./plan.js";
import type { Loader, Product } from "./product.js";

interface Attributes extends Record<string, unknown> {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** y_ij = Σ_k a_ik·b_kj of each matrix of a batch. */
export const matmulKernel: GpuKernel<Attributes> = {
  takes: (_, { dtype }) => dtype === "float32" || dtype === "float16" || dtype === "int32",
  flops: ([a], y) => (2 * sizeOf(y.shape) * sizeOf(a!.shape.slice(-2))) / Math.max(1, y.shape.at(-2)!),
  takesEpilogue: true,
  prepare: (...call) => prepareMatmul(call),
};

/** @param plan By default what suits the size; tests force others. */
export function prepareMatmul(
  [facts, [a, b, bias], output, attributes, epilogue]: Parameters<GpuKernel<Attributes>["prepare"]>,
  plan?: ProductPlan,
): KernelPlan {
  const { transposeA, transposeB } = attributes;
  const batch = output.shape.slice(0, -2);
  const [rows, columns] = output.shape.slice(-2) as [number, number];
  const build = (module: ShaderModule): Product => ({
    batch: sizeOf(batch),
    rows,
    columns,
    depth: a!.shape.at(transposeA ? -2 : -1)!,
    type: output.dtype === "int32" ? "i32" : "f32",
    a: matrixLoader(module, 0, a!, batch, transposeA ? -1 : -2),
    b: matrixLoader(module, 1, b!, batch, transposeB ? -2 : -1),
  });
  const destination: Destination = {
    output,
    row: (matrix, row) => `(${matrix} * ${rows}u + ${row}) * ${columns}u`,
    column: (column) => column,
    epilogue,
    ...(bias && { bias: { input: 2, spec: bias, along: "columns" } }),
  };
  return contract(facts, "matmul", build, destination, 0, plan);
}

/** The matrices of an operand, whose lines are numbered by the axis -1 or -2, and summed over along the other. */
function matrixLoader(
  module: ShaderModule,
  index: number,
  spec: ValueSpec,
  batch: readonly number[],
  lines: -1 | -2,
): Loader {
  const from = module.input(index, spec);
  const { shape, strides } = spec;
  const lineStride = strides.at(lines)!;
  const depthStride = strides.at(-3 - lines)!;
  const batchStrides = broadcastStrides(shape.slice(0, -2), strides.slice(0, -2), batch);
  return {
    // With neither side by side, the nearer ones share more of what a load brings.
    along: Math.abs(depthStride) <= Math.abs(lineStride) && depthStride !== 0 ? "depth" : "lines",
    line: (matrix, line, suffix) =>
      `  let from${suffix} = ${addressOf(batch, batchStrides, matrix)} + (${line}) * ${u32(lineStride)};`,
    depth: (depth, suffix) => `      let at${suffix}Depth = ${depth} * ${u32(depthStride)};`,
    value: (line, depth) => from.load(`from${line} + at${depth}Depth`),
  };
}
