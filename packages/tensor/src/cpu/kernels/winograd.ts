import type { DType } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import { sizeOf } from "../../shape.js";
import type { CpuMachine, Epilogue, Work } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { withScratch } from "./scratch.js";
import { module } from "./winograd.generated.js";

type Code = "transformData" | "transformGradient" | "transformWeights" | "transformOutput";
type Exports = Record<
  Code | "transformWeightGradient" | "multiplyPositions" | "multiplyPositionsTransposed",
  WebAssembly.ExportValue
>;

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

/** How far apart weights are, in elements, by summed channel, by output and by tap. */
export interface WeightSteps {
  readonly first: number;
  readonly summed: number;
  readonly output: number;
  readonly tap: number;
}

/**
 * The finite points are 0, ±5/8 and ±3/2: exact in binary with all their products, and the rounding errors are half of
 * those of the usual 0, ±1 and ±2.
 */
const points = [5 / 8, 3 / 2] as const;
const positions = 36;
/** Transformed tiles of one block: they stay in the cache that a processor has for itself. */
const blockBytes = 1 << 20;
/** Between positions: equal places of all of them would else meet in one set of the first cache. */
const stagger = 64;
/** With fewer channels on either side the transforms cost more than they save. */
const fewChannels = 16;
/** What transforms of single tiles need. */
const lineBytes = 1024;

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

/** How to share `count` items of so many elements each: the range is the first two arguments, the thread the third. */
function sharing(machine: CpuMachine, count: number, elements: number, threaded = true): Work {
  const grain = Math.max(1, Math.ceil(machine.grain / Math.max(1, elements)));
  return { range: 0, count, grain, ...(threaded && { thread: 2 }) };
}

/** Tiles of 4×4 outputs, in blocks of whole rows of tiles. */
function tilesOf(machine: CpuMachine, { images, channels, outputs, count }: TiledShape) {
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

/**
 * y = x ⋆ w for 3×3 taps by minimal filtering (Winograd 1980; Lavin & Gray 2016): 36 multiplications a tile of 4×4 outputs
 * and pair of channels, where counting directly there are 144. An infinite or NaN place makes its whole tile NaN.
 */
export function winograd(machine: CpuMachine, shape: TiledShape, steps: WeightSteps, epilogue?: Epilogue) {
  const code = kernelExports<Exports>(machine, "winograd", module);
  const { channels, outputs, plane, before, count } = shape;
  const tiles = tilesOf(machine, shape);
  const { tilesX, tilesY, rows, blockRows, pitches, planes, spaceBytes } = tiles;
  const panels = channels * roundUp(outputs, 8) * 4;
  return (from: number, weights: number, bias: number, out: number): void => {
    const blocks = [
      positions * panels,
      positions * planes[0],
      positions * planes[1],
      tiles.threads * spaceBytes,
    ];
    withScratch(machine, blocks, (matrices, data, products, space) => {
      const at = weights + steps.first * 4;
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code.transformWeights, [
        0, 0, 0, at, steps.summed * 4, steps.output * 4, steps.tap * 4, outputs, channels,
        matrices, panels, space, spaceBytes, ...points,
      ], sharing(machine, channels, outputs * 36));
      for (let first = 0; first < rows; first += blockRows) {
        const block = Math.min(blockRows, rows - first);
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformData, [
          0, 0, 0, from, channels, ...plane, ...before, tilesY, tilesX, first,
          data, pitches[0], planes[0], space, spaceBytes, ...points,
        ], sharing(machine, block, tilesX * channels * 36));
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.multiplyPositions, [
          0, 0, block * tilesX, outputs, channels, data, planes[0], pitches[0],
          matrices, panels, channels * 32, 32, products, planes[1], pitches[1], 0,
        ], sharing(machine, positions, block * tilesX * outputs * channels, false));
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformOutput, [
          0, 0, 0, products, pitches[1], planes[1], tilesY, tilesX, first,
          out, outputs, ...count, space, spaceBytes, ...points, epilogue?.bias ? bias : 0, Number(epilogue?.relu ?? false),
        ], sharing(machine, block, tilesX * outputs * 36));
      }
    });
  };
}

/** The gradient by the weights, in the same tiles: products are summed over the tiles before they are transformed back. */
export function winogradWeightGradient(machine: CpuMachine, shape: TiledShape) {
  const code = kernelExports<Exports>(machine, "winograd", module);
  const { channels, outputs, plane, before, count } = shape;
  const tiles = tilesOf(machine, shape);
  const { tilesX, tilesY, rows, blockRows, pitches, planes } = tiles;
  const spaceBytes = Math.max(tiles.spaceBytes, 4 * tilesX * 10 * pitches[1] + lineBytes);
  const sums = outputs * pitches[0] + 2 * pitches[0] + stagger;
  return (from: number, gradient: number, out: number): void => {
    const blocks = [
      positions * planes[0],
      positions * planes[1],
      positions * sums,
      tiles.threads * spaceBytes,
    ];
    withScratch(machine, blocks, (data, kernels, products, space) => {
      for (let first = 0; first < rows; first += blockRows) {
        const block = Math.min(blockRows, rows - first);
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformData, [
          0, 0, 0, from, channels, ...plane, ...before, tilesY, tilesX, first,
          data, pitches[0], planes[0], space, spaceBytes, ...points,
        ], sharing(machine, block, tilesX * channels * 36));
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformGradient, [
          0, 0, 0, gradient, outputs, ...count, tilesY, tilesX, first,
          kernels, pitches[1], planes[1], space, spaceBytes, ...points,
        ], sharing(machine, block, tilesX * outputs * 36));
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.multiplyPositionsTransposed, [
          0, 0, outputs, channels, block * tilesX, kernels, planes[1], pitches[1],
          data, planes[0], 32, pitches[0], products, sums, pitches[0], Number(first > 0),
        ], sharing(machine, positions, block * tilesX * outputs * channels, false));
      }
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code.transformWeightGradient, [
        0, 0, 0, products, pitches[0], sums, out, channels, space, spaceBytes, ...points,
      ], sharing(machine, outputs, channels * 36));
    });
  };
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
