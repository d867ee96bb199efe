import type { ConvolutionAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { addressOf, coordinatesOf, u32 } from "../wgsl/indexing.js";
import type { ShaderModule } from "../wgsl/module.js";
import { contract } from "./contract.js";
import { convolutionFlops, takes } from "./convolution.js";
import { depthwiseInputGradient } from "./depthwise.js";
import { patchTexts } from "./patches.js";
import { type Phase, phasesOf } from "./phases.js";
import type { Product } from "./product.js";

/**
 * dx[n, c, i, j] = Σ_{o, u, v} w[o, c, u, v]·dy[n, o, r, s]: for each phase of the strides a product of the weights by the
 * patches of dy, so that no product with a zero between dy's values is computed.
 */
export const conv2dInputGradientKernel: GpuKernel<ConvolutionAttributes> = {
  takes,
  flops: ([dy, w]) => convolutionFlops(w!, dy!),
  prepare: (facts, [dy, w], output, attributes) => {
    if (w!.shape[1] === 1 && attributes.groups > 1)
      return depthwiseInputGradient(facts, [dy!, w!], output, attributes);
    const [vertical, horizontal] = ([0, 1] as const).map((axis) =>
      phasesOf({
        plane: attributes.plane[axis],
        size: attributes.size[axis],
        stride: attributes.stride[axis],
        dilation: attributes.dilation[axis],
        before: attributes.before[axis],
      }),
    );
    const dispatches = [];
    const scratch: number[] = [];
    for (const rows of vertical!) {
      for (const columns of horizontal!) {
        const plan = phaseOf([facts, [dy!, w!], output, attributes], rows, columns, scratch.length);
        dispatches.push(...plan.dispatches);
        scratch.push(...plan.scratch);
      }
    }
    return { dispatches, scratch };
  },
};

function phaseOf(
  [facts, [dy, w], output, { groups, stride }]: Parameters<GpuKernel<ConvolutionAttributes>["prepare"]>,
  vertical: Phase,
  horizontal: Phase,
  scratch: number,
) {
  const [images, , height, width] = output.shape as [number, number, number, number];
  const rows = w!.shape[1]!;
  const outputs = w!.shape[0]! / groups;
  const positions = [images, vertical.count, horizontal.count] as const;
  // A phase that no tap sees has the depth 0: its inputs get zeros.
  const taps = [outputs, Math.max(1, vertical.taps), Math.max(1, horizontal.taps)] as const;
  const [outputStride, rowStride, downStride, acrossStride] = w!.strides as [number, number, number, number];
  const tapStrides = [outputStride, vertical.step * downStride, horizontal.step * acrossStride];
  const firstTap = vertical.tap * downStride + horizontal.tap * acrossStride;
  const build = (module: ShaderModule): Product => {
    const gradient = module.input(0, dy!);
    const weights = module.input(1, w!);
    const patches = patchTexts({
      from: gradient,
      positions,
      taps,
      start: [vertical.start, horizontal.start],
      step: [1, 1],
      dilation: [-vertical.dilation, -horizontal.dilation],
      firstChannel: (group) => `${group} * ${outputs}u`,
    });
    return {
      batch: groups,
      rows,
      columns: positions[0] * positions[1] * positions[2],
      depth: outputs * vertical.taps * horizontal.taps,
      type: "f32",
      a: {
        along: "lines",
        line: (group, line, suffix) =>
          `  let from${suffix} = ${group} * ${u32(outputs * outputStride)} + (${line}) * ${u32(rowStride)} + ${u32(firstTap)};`,
        depth: (depth, suffix) => `  let tap${suffix} = ${addressOf(taps, tapStrides, depth)};`,
        value: (line, depth) => weights.load(`from${line} + tap${depth}`),
      },
      b: {
        along: "lines",
        line: (_, line, suffix) => patches.position(`(${line})`, suffix),
        depth: (depth, suffix) => patches.tap("batch", depth, suffix),
        value: patches.value,
      },
    };
  };
  const column = (number: string) => {
    const [n, t, s] = coordinatesOf(positions, number) as [string, string, string];
    const [i, j] = [
      `(${t} * ${stride[0]}u + ${vertical.first}u)`,
      `${s} * ${stride[1]}u + ${horizontal.first}u`,
    ];
    return `${n} * ${groups * rows * height * width}u + ${i} * ${width}u + ${j}`;
  };
  return contract(
    facts,
    "conv2dInputGradient",
    build,
    { output, row: (group, row) => `(${group} * ${rows}u + ${row}) * ${height * width}u`, column },
    scratch,
  );
}
