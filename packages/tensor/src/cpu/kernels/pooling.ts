import type { ValueSpec } from "../../backend.js";
import type { AveragePoolAttributes } from "../../ops/averagePool2d.js";
import type { SlidingWindows } from "../../ops/slidingWindows.js";
import { sizeOf } from "../../shape.js";
import type { CpuKernel, CpuMachine, CpuRun, Work } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./pooling.generated.js";

type Code = "maxIndices" | "average" | "averageGradient" | "gatherPlanes" | "scatterPlanes";
type Exports = Record<`${Code}${32 | 64}`, WebAssembly.ExportValue>;

const dtypes = ["float32", "float64"] as const;

function exportOf(code: Code, machine: CpuMachine, { dtype }: ValueSpec): WebAssembly.ExportValue {
  const exports = kernelExports<Exports>(machine, "pooling", module);
  return exports[`${code}${dtype === "float64" ? 64 : 32}`];
}

/** All kernels here take ranges of planes first. */
function byPlanes(machine: CpuMachine, planes: number, elements: number): Work {
  return { range: 0, count: planes, grain: Math.max(1, Math.ceil(machine.grain / Math.max(1, elements))) };
}

function windowed(
  code: "maxIndices" | "average" | "averageGradient",
  machine: CpuMachine,
  input: ValueSpec,
  windows: SlidingWindows & { readonly countIncludePadding?: boolean },
): CpuRun {
  const run = exportOf(code, machine, input);
  const { plane, count, size, stride, before, countIncludePadding = true } = windows;
  const work = byPlanes(machine, input.shape[0]! * input.shape[1]!, plane[0] * plane[1]);
  const rest = [...count, ...size, ...stride, ...before, Number(countIncludePadding)];
  return ([from], out) => machine.share(run, [0, 0, from!, ...plane, out, ...rest], work);
}

export const maxIndicesKernel: CpuKernel<SlidingWindows> = {
  dtypes,
  strided: false,
  prepare: (machine, [x], _output, windows) => windowed("maxIndices", machine, x!, windows),
};

export const averageKernel: CpuKernel<AveragePoolAttributes> = {
  dtypes,
  strided: false,
  prepare: (machine, [x], _output, attributes) => windowed("average", machine, x!, attributes),
};

export const averageGradientKernel: CpuKernel<AveragePoolAttributes> = {
  dtypes,
  strided: false,
  prepare: (machine, [dy], _output, attributes) => windowed("averageGradient", machine, dy!, attributes),
};

function indexed(
  code: "gatherPlanes" | "scatterPlanes",
  machine: CpuMachine,
  from: ValueSpec,
  indices: ValueSpec,
  size: number,
): CpuRun {
  const run = exportOf(code, machine, from);
  const work = byPlanes(machine, from.shape[0]! * from.shape[1]!, size);
  const count = sizeOf(indices.shape.slice(2));
  return ([x, at], out) => machine.share(run, [0, 0, x!, size, at!, count, out], work);
}

/** Values from planes at given places. */
export const gatherPlanesKernel: CpuKernel = {
  dtypes,
  strided: false,
  prepare: (machine, [x, indices]) =>
    indexed("gatherPlanes", machine, x!, indices!, sizeOf(x!.shape.slice(2))),
};

/** Values added to planes of zeros at given places. */
export const scatterPlanesKernel: CpuKernel<{ readonly plane: readonly [number, number] }> = {
  dtypes,
  strided: false,
  prepare: (machine, [dy, indices], _output, { plane }) =>
    indexed("scatterPlanes", machine, dy!, indices!, plane[0] * plane[1]),
};
