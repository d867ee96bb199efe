import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType } from "../../dtype.js";
import type { Epilogue } from "../../fuse/ownKernel.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import type { CpuMachine } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./depthwise.generated.js";
import { codeOf, grainOf } from "./directConvolution.js";
import { withScratch } from "./scratch.js";

type Pair = readonly [number, number];
type Exports = Record<`${"depthwise" | "depthwiseParts"}${32 | 64}`, WebAssembly.ExportValue>;

/** Images [images, channels, ...plane] and what 3×3 taps a channel, `step` apart, make of them, with `before` zeros. */
export interface DepthwiseShape {
  readonly dtype: DType;
  readonly images: number;
  readonly channels: number;
  readonly plane: Pair;
  readonly before: Pair;
  readonly count: Pair;
  readonly step: number;
}

/** The images fall into so many parts, whatever the number of threads, that are summed afterwards. */
const mostParts = 16;

function exportOf(machine: CpuMachine, dtype: DType, name: "depthwise" | "depthwiseParts") {
  const exports = kernelExports<Exports>(machine, "depthwise", module);
  return exports[`${name}${dtype === "float64" ? 64 : 32}`];
}

/** The shape, where planes are read as they lie: one output a channel, 3×3 taps side by side, steps of 1 or 2. */
export function depthwiseOf(
  { dtype, shape }: Pick<ValueSpec, "dtype" | "shape">,
  outputs: number,
  { groups, size, stride, dilation, before, after, count, plane }: ConvolutionAttributes,
): DepthwiseShape | undefined {
  const [images, channels] = shape as [number, number];
  const step = stride[0];
  const fits = (axis: 0 | 1) =>
    size[axis] === 3 &&
    stride[axis] === step &&
    dilation[axis] === 1 &&
    // Vectors run as far over the ends of a plane, and over each other inside of it.
    Math.max(before[axis], after[axis]) <= 2 &&
    count[axis] >= 4 &&
    plane[axis] >= (step === 1 ? 4 : 10);
  if (channels !== groups || outputs !== groups || step > 2 || !fits(0) || !fits(1)) return undefined;
  return { dtype, images, channels, plane, before, count, step };
}

/** y = x ⋆ w, plane by plane. */
export function depthwise(machine: CpuMachine, shape: DepthwiseShape, epilogue?: Epilogue) {
  const { plane, before, count } = shape;
  return planes(machine, shape, plane, before, count, false, epilogue);
}

/** dx from dy and w: in steps of 1 a convolution with turned taps. */
export function depthwiseInputGradient(machine: CpuMachine, shape: DepthwiseShape) {
  const { plane, before, count, step } = shape;
  const zeros: Pair = step === 1 ? [2 - before[0], 2 - before[1]] : before;
  return planes(machine, shape, count, zeros, plane, true);
}

function planes(
  machine: CpuMachine,
  { dtype, images, channels, step }: DepthwiseShape,
  from: Pair,
  before: Pair,
  to: Pair,
  adjoint: boolean,
  epilogue?: Epilogue,
) {
  const run = exportOf(machine, dtype, "depthwise");
  const work = { range: 0, count: images * channels, grain: grainOf(machine, 9 * to[0] * to[1]) };
  return (x: number, weights: number, bias: number, out: number): void =>
    // biome-ignore format: the operands as the kernel's source groups them
    machine.share(run, [
      0, 0, x, channels, ...from, ...before, weights, step, Number(adjoint), out, ...to,
      epilogue?.bias ? bias : 0, Number(epilogue?.relu ?? false),
    ], work);
}

/** dw [channels, 1, 3, 3] from x and dy [images, channels, ...count]. */
export function depthwiseWeightGradient(machine: CpuMachine, shape: DepthwiseShape) {
  const { dtype, images, channels, plane, before, count, step } = shape;
  const run = exportOf(machine, dtype, "depthwiseParts");
  const sum = codeOf(machine, dtype)("sumParts");
  const width = bytesOf(dtype);
  const partImages = Math.ceil(images / mostParts);
  const parts = Math.ceil(images / partImages);
  const bytes = 9 * width;
  const grain = grainOf(machine, 9 * count[0] * count[1] * partImages);
  const lend = withScratch(machine, [parts * channels * bytes]);
  return (x: number, dy: number, out: number): void =>
    lend((sums) => {
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(run, [
        0, 0, x, channels, ...plane, ...before, step, images, partImages, dy, ...count, sums!,
      ], { range: 0, count: parts * channels, grain });
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(sum, [
        0, 0, sums!, channels * bytes, parts, bytes, 9, 9, 1, 0, width, out,
      ], { range: 0, count: channels, grain: grainOf(machine, 9 * parts) });
    });
}
