import type { ConvolutionAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { addressOf, u32 } from "../wgsl/indexing.js";
import type { ShaderModule } from "../wgsl/module.js";
import { contract } from "./contract.js";
import { convolutionFlops, forwardWindows, takes } from "./convolution.js";
import { patchTexts } from "./patches.js";
import type { Product } from "./product.js";

/** dw[o, c, u, v] = Σ_{n, r, s} dy[n, o, r, s]·x[n, c, i, j]: few elements and a great depth, which is cut into slices. */
export const conv2dWeightGradientKernel: GpuKernel<ConvolutionAttributes> = {
  takes,
  flops: ([, dy], dw) => convolutionFlops(dw, dy!),
  prepare: (facts, [x, dy], output, attributes) => {
    const { groups, count, size } = attributes;
    const [outputs, channels] = output.shape as [number, number];
    const rows = outputs / groups;
    const columns = channels * size[0] * size[1];
    const positions = [x!.shape[0]!, ...count] as const;
    const [images, planes, vertical, horizontal] = dy!.strides as [number, number, number, number];
    const build = (module: ShaderModule): Product => {
      const from = module.input(0, x!);
      const gradient = module.input(1, dy!);
      const patches = patchTexts({
        from,
        positions,
        taps: [channels, ...size],
        ...forwardWindows(attributes),
        firstChannel: (group) => `${group} * ${channels}u`,
      });
      return {
        batch: groups,
        rows,
        columns,
        depth: positions[0] * count[0] * count[1],
        type: "f32",
        a: {
          along: "depth",
          line: (group, line, suffix) =>
            `  let from${suffix} = (${group} * ${rows}u + ${line}) * ${u32(planes)};`,
          depth: (depth, suffix) =>
            `  let place${suffix} = ${addressOf(positions, [images, vertical, horizontal], depth)};`,
          value: (line, depth) => gradient.load(`from${line} + place${depth}`),
        },
        b: {
          along: "depth",
          line: (group, line, suffix) => patches.tap(group, `(${line})`, suffix),
          depth: (depth, suffix) => patches.position(depth, suffix),
          value: (line, depth) => patches.value(depth, line),
        },
      };
    };
    return contract(facts, "conv2dWeightGradient", build, {
      output,
      row: (group, row) => `(${group} * ${rows}u + ${row}) * ${columns}u`,
      column: (column) => column,
    });
  },
};
