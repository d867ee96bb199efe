import type { SlidingWindows } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";
import { coveringWindows, windowBounds } from "../wgsl/windows.js";

interface Attributes extends SlidingWindows {
  readonly countIncludePadding: boolean;
}

/** Each window adds its elements up and divides by their number. */
export const averagePool2dKernel: GpuKernel<Attributes> = {
  prepare: (facts, [x], output, attributes) => {
    const { size, plane, countIncludePadding } = attributes;
    const module = new ShaderModule(facts, "averagePool2d");
    const from = module.input(0, x!);
    const out = module.output(output);
    const number = countIncludePadding
      ? `${size[0] * size[1]}u`
      : "(rowEnd - rowStart) * (columnEnd - columnStart)";
    const dispatch = module.elements(out, (i) => ({
      statements: `${windowBounds(attributes, i)}
  var total = 0.0;
  for (var row = rowStart; row < rowEnd; row++) {
    for (var column = columnStart; column < columnEnd; column++) {
      let at = base + row * ${plane[1]}u + column;
      total += ${from.at("at")};
    }
  }`,
      value: `total / f32(${number})`,
    }));
    return { dispatches: [dispatch] };
  },
};

/** Each element adds up its part of every window that covers it. */
export const averagePool2dGradientKernel: GpuKernel<Attributes> = {
  prepare: (facts, [dy], output, attributes) => {
    const { size, count, countIncludePadding } = attributes;
    const module = new ShaderModule(facts, "averagePool2dGradient");
    const from = module.input(0, dy!);
    const out = module.output(output);
    const number = countIncludePadding
      ? `${size[0] * size[1]}u`
      : `${covered(attributes, 0, "row")} * ${covered(attributes, 1, "column")}`;
    const dispatch = module.elements(out, (i) => ({
      statements: `${coveringWindows(attributes, i)}
  var total = 0.0;
  for (var row = rowStart; row < rowEnd; row++) {
    for (var column = columnStart; column < columnEnd; column++) {
      let window = base + row * ${count[1]}u + column;
      total += ${from.at("window")} / f32(${number});
    }
  }`,
      value: "total",
    }));
    return { dispatches: [dispatch] };
  },
};

/** How many rows, or columns, of the plane the window in that row or column covers. */
function covered({ plane, size, stride, before }: Attributes, axis: 0 | 1, window: string): string {
  const first = `i32(${window} * ${stride[axis]}u) - ${before[axis]}`;
  return `u32(min(${first} + ${size[axis]}, ${plane[axis]}) - max(${first}, 0))`;
}
