import type { ConvolutionAttributes, Epilogue, ValueSpec } from "@mebae/tensor/backend";
import { sizeOf } from "@mebae/tensor/backend";
import type { GpuFacts, KernelPlan } from "../kernel.js";
import { coordinatesOf, u32 } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";
import { finished } from "./outputs.js";

/**
 * A convolution whose groups have one channel each, directly: an invocation computes one output from its window. There is
 * nothing to share but the window's values, which the first cache holds.
 */
export function depthwise(
  facts: GpuFacts,
  [x, w, bias]: readonly (ValueSpec | undefined)[],
  output: ValueSpec,
  { size, stride, dilation, before, plane, groups }: ConvolutionAttributes,
  epilogue?: Epilogue,
): KernelPlan {
  const module = new ShaderModule(facts, "conv2d: depthwise");
  const [images, weights, out] = [module.input(0, x!), module.input(1, w!), module.output(output)];
  const finish = finished(module, bias && { input: 2, spec: bias }, epilogue);
  const perGroup = output.shape[1]! / groups;
  const place = (axis: 0 | 1, window: string, tap: string) =>
    `${window} * ${stride[axis]}u + ${tap} * ${dilation[axis]}u - ${before[axis]}u`;
  const dispatch = module.threads(sizeOf(output.shape), (thread) => {
    const [n, o, r, s] = coordinatesOf(output.shape, thread) as [string, string, string, string];
    return `var sum = 0.0;
  for (var u = 0u; u < ${size[0]}u; u++) {
    for (var v = 0u; v < ${size[1]}u; v++) {
      let i = ${place(0, r, "u")};
      let j = ${place(1, s, "v")};
      let x = select(0, ${images.atCoordinates([n, `${o} / ${perGroup}u`, "i", "j"])}, i < ${plane[0]}u && j < ${plane[1]}u);
      sum = fma(x, ${weights.atCoordinates([o, "0u", "u", "v"])}, sum);
    }
  }
  ${out.store(thread, finish.value("sum", finish.bias?.(o) ?? ""))}`;
  });
  return { dispatches: [dispatch] };
}

/** Its gradient by the images: an invocation gathers from the outputs that see its input. */
export function depthwiseInputGradient(
  facts: GpuFacts,
  [dy, w]: readonly ValueSpec[],
  output: ValueSpec,
  { size, stride, dilation, before, count, groups }: ConvolutionAttributes,
): KernelPlan {
  const module = new ShaderModule(facts, "conv2dInputGradient: depthwise");
  const [gradient, weights, out] = [module.input(0, dy!), module.input(1, w!), module.output(output)];
  const perGroup = dy!.shape[1]! / groups;
  // The window's place times the stride; before the first window it is a large u32.
  const place = (axis: 0 | 1, input: string, tap: string) =>
    `${input} + ${u32(before[axis])} - ${tap} * ${dilation[axis]}u`;
  const seen = (axis: 0 | 1, name: string) =>
    `${name} % ${stride[axis]}u == 0u && ${name} < ${stride[axis] * count[axis]}u`;
  const dispatch = module.threads(sizeOf(output.shape), (thread) => {
    const [n, c, i, j] = coordinatesOf(output.shape, thread) as [string, string, string, string];
    const window = [`r / ${stride[0]}u`, `s / ${stride[1]}u`];
    return `var sum = 0.0;
  for (var u = 0u; u < ${size[0]}u; u++) {
    let r = ${place(0, i, "u")};
    if (!(${seen(0, "r")})) { continue; }
    for (var v = 0u; v < ${size[1]}u; v++) {
      let s = ${place(1, j, "v")};
      if (!(${seen(1, "s")})) { continue; }
      for (var o = ${c} * ${perGroup}u; o < (${c} + 1u) * ${perGroup}u; o++) {
        sum = fma(${gradient.atCoordinates([n, "o", ...window])}, ${weights.atCoordinates(["o", "0u", "u", "v"])}, sum);
      }
    }
  }
  ${out.store(thread, "sum")}`;
  });
  return { dispatches: [dispatch] };
}
