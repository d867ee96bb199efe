import type { ValueSpec } from "../../backend.js";
import type { AveragePoolAttributes } from "../../ops/averagePool2d.js";
import type { SlidingWindows } from "../../ops/slidingWindows.js";
import { sizeOf } from "../../shape.js";
import type { CpuKernel, CpuMachine } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { plain, relaxed } from "./pooling.generated.js";

// biome-ignore format: one line an operand
type Windowed = (
  from: number, planes: number, height: number, width: number, out: number, outHeight: number, outWidth: number,
  sizeY: number, sizeX: number, stepY: number, stepX: number, top: number, left: number, whole?: boolean,
) => void;
type Indexed = (
  from: number,
  planes: number,
  size: number,
  indices: number,
  count: number,
  out: number,
) => void;

interface Exports {
  maxIndices32: Windowed;
  maxIndices64: Windowed;
  average32: Windowed;
  average64: Windowed;
  averageGradient32: Windowed;
  averageGradient64: Windowed;
  gatherPlanes32: Indexed;
  gatherPlanes64: Indexed;
  scatterPlanes32: Indexed;
  scatterPlanes64: Indexed;
}

const dtypes = ["float32", "float64"] as const;

function exportsOf(machine: CpuMachine): Exports {
  return kernelExports<Exports>(machine, "pooling", { plain, relaxed });
}

function windowed(
  code: "maxIndices" | "average" | "averageGradient",
  machine: CpuMachine,
  input: ValueSpec,
  windows: SlidingWindows & { readonly countIncludePadding?: boolean },
) {
  const run = exportsOf(machine)[`${code}${input.dtype === "float64" ? 64 : 32}`];
  const planes = input.shape[0]! * input.shape[1]!;
  const { plane, count, size, stride, before, countIncludePadding = true } = windows;
  // biome-ignore format: the operands as the kernel's source groups them
  return ([from]: readonly number[], out: number) => run(
    from!, planes, plane[0], plane[1], out, count[0], count[1],
    size[0], size[1], stride[0], stride[1], before[0], before[1], countIncludePadding,
  );
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

function indexed(code: "gatherPlanes" | "scatterPlanes", machine: CpuMachine, from: ValueSpec, size: number) {
  const run = exportsOf(machine)[`${code}${from.dtype === "float64" ? 64 : 32}`];
  const planes = from.shape[0]! * from.shape[1]!;
  return { run, planes, size };
}

/** Values from planes at given places. */
export const gatherPlanesKernel: CpuKernel = {
  dtypes,
  strided: false,
  prepare: (machine, [x, indices], _output) => {
    const { run, planes, size } = indexed("gatherPlanes", machine, x!, sizeOf(x!.shape.slice(2)));
    const count = sizeOf(indices!.shape.slice(2));
    return ([from, at], out) => run(from!, planes, size, at!, count, out);
  },
};

/** Values added to planes of zeros at given places. */
export const scatterPlanesKernel: CpuKernel<{ readonly plane: readonly [number, number] }> = {
  dtypes,
  strided: false,
  prepare: (machine, [dy, indices], _output, { plane }) => {
    const { run, planes, size } = indexed("scatterPlanes", machine, dy!, plane[0] * plane[1]);
    const count = sizeOf(indices!.shape.slice(2));
    return ([from, at], out) => run(from!, planes, size, at!, count, out);
  },
};
