import type { GridBorder, GridSampleAttributes } from "../../ops/gridSample.js";
import type { CpuKernel } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./gridSample.generated.js";

interface Exports {
  /** (begin and end in rows of all images' grids, x, channels, height, width, its borders, grid, rows, columns, output) */
  gridSample: WebAssembly.ExportValue;
}

const codes: Readonly<Record<GridBorder, number>> = { zero: 0, edge: 1, reflect: 2 };

/** A mirror needs two pixels: of one the edge is the mirrored image. */
const codeOf = (border: GridBorder, extent: number) =>
  codes[border === "reflect" && extent === 1 ? "edge" : border];

/** Bilinear reading at the points of a grid, four at once. */
export const gridSampleKernel: CpuKernel<GridSampleAttributes> = {
  dtypes: ["float32"],
  strided: false,
  prepare: (machine, [x], output, { border }) => {
    const { gridSample } = kernelExports<Exports>(machine, "gridSample", module);
    const [n, channels, height, width] = x!.shape as [number, number, number, number];
    const [, , rows, columns] = output.shape as [number, number, number, number];
    const work = {
      range: 0,
      count: n * rows,
      grain: Math.ceil(machine.grain / (8 * Math.max(1, columns * channels))),
    };
    const modes = [codeOf(border, height), codeOf(border, width)] as const;
    return ([from, grid], out) =>
      machine.share(
        gridSample,
        [0, 0, from!, channels, height, width, ...modes, grid!, rows, columns, out],
        work,
      );
  },
};
