import type { ConvolutionAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { addressAt, addressOf, u32 } from "../wgsl/indexing.js";
import type { ShaderModule } from "../wgsl/module.js";
import { contract } from "./contract.js";
import { convolutionFlops, forwardWindows, takes } from "./convolution.js";
import { depthwise } from "./depthwise.js";
import { patchTexts } from "./patches.js";
import type { Product } from "./product.js";

/** y[n, o, r, s] = Σ_{c, u, v} w[o, c, u, v]·x[n, c, i, j]: a product of the weights by the patches of all windows, group by group. */
export const conv2dKernel: GpuKernel<ConvolutionAttributes> = {
  takes,
  flops: ([, w], y) => convolutionFlops(w!, y),
  takesEpilogue: true,
  biasAxis: 1,
  prepare: (facts, [x, w, bias], output, attributes, epilogue) => {
    const { groups, count, size } = attributes;
    const [outputs, channels] = w!.shape as [number, number];
    if (channels === 1 && groups > 1) return depthwise(facts, [x!, w!, bias], output, attributes, epilogue);
    const rows = outputs / groups;
    const positions = [x!.shape[0]!, ...count] as const;
    const taps = [channels, ...size] as const;
    const build = (module: ShaderModule): Product => {
      const images = module.input(0, x!);
      const weights = module.input(1, w!);
      const patches = patchTexts({
        from: images,
        positions,
        taps,
        ...forwardWindows(attributes),
        firstChannel: (group) => `${group} * ${channels}u`,
      });
      return {
        batch: groups,
        rows,
        columns: positions[0] * count[0] * count[1],
        depth: channels * size[0] * size[1],
        type: "f32",
        a: {
          along: "depth",
          line: (group, line, suffix) =>
            `  let from${suffix} = (${group} * ${rows}u + ${line}) * ${u32(w!.strides[0]!)};`,
          depth: (depth, suffix) => `  let tap${suffix} = ${addressOf(taps, w!.strides.slice(1), depth)};`,
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
    const plane = count[0] * count[1];
    return contract(facts, "conv2d", build, {
      output,
      row: (group, row) => `(${group} * ${rows}u + ${row}) * ${plane}u`,
      column: (column) => addressAt([outputs * plane, 1], [`${column} / ${plane}u`, `${column} % ${plane}u`]),
      epilogue,
      ...(bias && { bias: { input: 2, spec: bias, along: "rows" } }),
    });
  },
};
