import type { CpuMachine } from "../kernel.js";
import { matmulProvider } from "../matmulProvider.js";
import { withScratch } from "./scratch.js";
import {
  lineBytes,
  points,
  positions,
  providedProducts,
  sharing,
  stagger,
  startsOf,
  type TiledShape,
  tilesOf,
  winogradCode,
} from "./winogradTiles.js";

/** The gradient by the weights, in the same tiles: products are summed over the tiles before they are transformed back. */
export function winogradWeightGradient(machine: CpuMachine, shape: TiledShape) {
  const code = winogradCode(machine);
  const { channels, outputs, plane, before, count } = shape;
  const tiles = tilesOf(machine, shape);
  const { tilesX, tilesY, rows, blockRows, pitches, planes } = tiles;
  const spaceBytes = Math.max(tiles.spaceBytes, 4 * tilesX * 10 * pitches[1] + lineBytes);
  const sums = outputs * pitches[0] + 2 * pitches[0] + stagger;
  const products = providedProducts(machine, (number, accumulate) => ({
    ...{ dtype: "float32", m: outputs, n: channels, depth: number, accumulate },
    ...{ a: [1, pitches[1] / 4], b: [pitches[0] / 4, 1], pitch: pitches[0] / 4 },
    batch: startsOf(planes[1], planes[0], sums),
  }));
  const blocks = [positions * planes[0], positions * planes[1], positions * sums, tiles.threads * spaceBytes];
  const lend = withScratch(machine, blocks);
  return (from: number, gradient: number, out: number): void => {
    lend((data, kernels, result, space) => {
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
        if (matmulProvider()) products(block * tilesX, first > 0)(kernels!, data!, result!);
        // biome-ignore format: the operands as the kernel's source groups them
        else machine.share(code.multiplyPositionsTransposed, [
          0, 0, outputs, channels, block * tilesX, kernels!, planes[1], pitches[1],
          data!, planes[0], 32, pitches[0], result!, sums, pitches[0], Number(first > 0),
        ], sharing(machine, positions, block * tilesX * outputs * channels, false));
      }
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code.transformWeightGradient, [
        0, 0, 0, result, pitches[0], sums, out, channels, space, spaceBytes, ...points,
      ], sharing(machine, outputs, channels * 36));
    });
  };
}
