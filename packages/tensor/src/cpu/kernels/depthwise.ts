import { bytesOf, type DType } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import type { CpuMachine, Epilogue } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./depthwise.generated.js";
import { codeOf, grainOf } from "./directConvolution.js";
import { withScratch } from "./scratch.js";

type Pair = readonly [number, number];
type Exports = Record<`${"depthwise" | "depthwiseParts"}${32 | 64}`, WebAssembly.ExportValue>;

/** Planes [images, channels, ...from] and what 3×3 taps a channel make of them, with `before` zeros. */
export interface DepthwiseShape {
  readonly dtype: DType;
  readonly images: number;
  readonly channels: number;
  readonly from: Pair;
  readonly before: Pair;
  readonly to: Pair;
}

/** The images fall into so many parts, whatever the number of threads, that are summed afterwards. */
const mostParts = 16;

function exportOf(machine: CpuMachine, dtype: DType, name: "depthwise" | "depthwiseParts") {
  const exports = kernelExports<Exports>(machine, "depthwise", module);
  return exports[`${name}${dtype === "float64" ? 64 : 32}`];
}

/** Whether planes are read where they lie: one output a channel, 3×3 taps side by side, no zeros but those that they see. */
export function isDepthwise(
  channels: number,
  outputs: number,
  { groups, size, stride, dilation, before, after, count, plane }: ConvolutionAttributes,
): boolean {
  const fits = (axis: 0 | 1) =>
    size[axis] === 3 &&
    stride[axis] === 1 &&
    dilation[axis] === 1 &&
    before[axis] <= 2 &&
    after[axis] <= 2 &&
    Math.min(count[axis], plane[axis]) >= 4;
  return channels === groups && outputs === groups && fits(0) && fits(1);
}

/** y = x ⋆ w, plane by plane; with `turned` taps the gradient by the images. */
export function depthwise(machine: CpuMachine, shape: DepthwiseShape, turned: boolean, epilogue?: Epilogue) {
  const { dtype, images, channels, from, before, to } = shape;
  const run = exportOf(machine, dtype, "depthwise");
  const width = bytesOf(dtype);
  const taps = turned ? [8 * width, -width] : [0, width];
  const work = { range: 0, count: images * channels, grain: grainOf(machine, 9 * to[0] * to[1]) };
  return (x: number, weights: number, bias: number, out: number): void =>
    // biome-ignore format: the operands as the kernel's source groups them
    machine.share(run, [
      0, 0, x, channels, ...from, ...before, weights, ...taps, out, ...to,
      epilogue?.bias ? bias : 0, Number(epilogue?.relu ?? false),
    ], work);
}

/** dw [channels, 1, 3, 3] from x and dy [images, channels, ...to]. */
export function depthwiseWeightGradient(machine: CpuMachine, shape: DepthwiseShape) {
  const { dtype, images, channels, from, before, to } = shape;
  const run = exportOf(machine, dtype, "depthwiseParts");
  const sum = codeOf(machine, dtype)("sumParts");
  const width = bytesOf(dtype);
  const partImages = Math.ceil(images / mostParts);
  const parts = Math.ceil(images / partImages);
  const bytes = 9 * width;
  const grain = grainOf(machine, 9 * to[0] * to[1] * partImages);
  return (x: number, dy: number, out: number): void =>
    withScratch(machine, [parts * channels * bytes], (sums) => {
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(run, [
        0, 0, x, channels, ...from, ...before, images, partImages, dy, ...to, sums!,
      ], { range: 0, count: parts * channels, grain });
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(sum, [
        0, 0, sums!, channels * bytes, parts, bytes, 9, 9, 1, 0, width, out,
      ], { range: 0, count: channels, grain: grainOf(machine, 9 * parts) });
    });
}
