import type { DType } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import { sizeOf } from "../../shape.js";
import type { CpuMachine, Work } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { prepareProduct } from "./product.js";
import type { ProductRun } from "./productLayout.js";
import type { ProductSpec, ProductStart } from "./productSpec.js";
import { module } from "./winograd.generated.js";

type Code = "transformData" | "transformGradient" | "transformWeights" | "transformOutput";
type Exports = Record<
  Code | "transformWeightGradient" | "convolveBlocks" | "multiplyPositionsTransposed",
  WebAssembly.ExportValue
>;

export function winogradCode(machine: CpuMachine): Exports {
  return kernelExports<Exports>(machine, "winograd", module);
}

type Pair = readonly [number, number];

/** Images [images, channels, ...plane] and what a 3×3 correlation with `before` zeros makes of them. */
export interface TiledShape {
  readonly images: number;
  readonly channels: number;
  readonly outputs: number;
  readonly plane: Pair;
  readonly before: Pair;
  readonly count: Pair;
}

/**
 * The finite points are 0, ±5/8 and ±3/2: exact in binary with all their products, and the rounding errors are half of
 * those of the usual 0, ±1 and ±2.
 */
export const points = [5 / 8, 3 / 2] as const;
export const positions = 36;
/** Transformed tiles of one block: they stay in the cache that a processor has for itself. */
const blockBytes = 1 << 20;
/** Between positions: equal places of all of them would else meet in one set of the first cache. */
export const stagger = 64;
/** With fewer channels on either side the transforms cost more than they save. */
const fewChannels = 8;
/** What transforms of single tiles need. */
export const lineBytes = 1024;

export const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

/** How to share `count` items of so many elements each: the range is the first two arguments, the thread the third. */
export function sharing(machine: CpuMachine, count: number, elements: number, threaded = true): Work {
  const grain = Math.max(1, Math.ceil(machine.grain / Math.max(1, elements)));
  return { range: 0, count, grain, ...(threaded && { thread: 2 }) };
}

/** Tiles of 4×4 outputs, in blocks of whole rows of tiles. */
export function tilesOf(machine: CpuMachine, { images, channels, outputs, count }: TiledShape) {
  const tilesX = Math.ceil(count[1] / 4);
  const tilesY = Math.ceil(count[0] / 4);
  const pitches = [roundUp(channels, 8) * 4, roundUp(outputs, 8) * 4] as const;
  const rows = images * tilesY;
  const wanted = blockBytes / (positions * (pitches[0] + pitches[1])) / tilesX;
  const blockRows = Math.max(1, Math.min(rows, Math.round(wanted)));
  const most = roundUp(blockRows * tilesX, 6);
  const planes = pitches.map((pitch) => most * pitch + stagger) as [number, number];
  const spaceBytes = (4 * tilesX + 2) * 6 * pitches[0] + lineBytes;
  return { tilesX, tilesY, rows, blockRows, pitches, planes, spaceBytes, threads: machine.maximumThreads };
}

/** Products of matrices at all positions by a provider, prepared once for each number of tiles. */
export function providedProducts(
  machine: CpuMachine,
  spec: (tiles: number, accumulate: boolean) => ProductSpec,
) {
  const runs = new Map<number, ProductRun>();
  return (tiles: number, accumulate: boolean): ProductRun => {
    const key = accumulate ? tiles : -tiles;
    const run = runs.get(key) ?? prepareProduct(machine, spec(tiles, accumulate));
    runs.set(key, run);
    return run;
  };
}

/** Where the matrices of each position begin, these bytes apart. */
export function startsOf(a: number, b: number, c: number): ProductStart[] {
  return Array.from({ length: positions }, (_, i) => ({ a: (i * a) / 4, b: (i * b) / 4, c: (i * c) / 4 }));
}

/** Whether tiles pay for a convolution: by its shape alone, measured in benchmarks/convolution.mjs. */
export function winogradPays(
  dtype: DType,
  { channels, outputs, images, count }: TiledShape,
  { size, stride, dilation, groups }: ConvolutionAttributes,
): boolean {
  const fits = size.every((n) => n === 3) && [...stride, ...dilation].every((n) => n === 1) && groups === 1;
  return (
    fits &&
    dtype === "float32" &&
    Math.min(channels, outputs) >= fewChannels &&
    sizeOf([images, ...count]) >= 64
  );
}
