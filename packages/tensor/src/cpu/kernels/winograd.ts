import type { Epilogue } from "../../fuse/ownKernel.js";
import type { CpuMachine } from "../kernel.js";
import { matmulProvider } from "../matmulProvider.js";
import { withScratch } from "./scratch.js";
import {
  points,
  positions,
  providedProducts,
  roundUp,
  sharing,
  startsOf,
  type TiledShape,
  tilesOf,
  winogradCode,
} from "./winogradTiles.js";

/** How far apart weights are, in elements, by summed channel, by output and by tap. */
export interface WeightSteps {
  readonly first: number;
  readonly summed: number;
  readonly output: number;
  readonly tap: number;
}

/**
 * y = x ⋆ w for 3×3 taps by minimal filtering (Winograd 1980; Lavin & Gray 2016): 36 multiplications a tile of 4×4 outputs
 * and pair of channels, where counting directly there are 144. An infinite or NaN place makes its whole tile NaN. A
 * provider of matrix products computes what lies between the transforms.
 */
export function winograd(machine: CpuMachine, shape: TiledShape, steps: WeightSteps, epilogue?: Epilogue) {
  const code = winogradCode(machine);
  const { channels, outputs, plane, before, count } = shape;
  const tiles = tilesOf(machine, shape);
  const { tilesX, tilesY, rows, blockRows, pitches, planes, spaceBytes, threads } = tiles;
  const row = roundUp(outputs, 8) * 4;
  const matrixBytes = channels * row;
  const blockBytes = positions * (planes[0] + planes[1]);
  const input = [channels, ...plane, ...before, tilesY, tilesX];
  const transform = (weights: number, panel: number, step: number, matrices: number, space: number) =>
    // biome-ignore format: the operands as the kernel's source groups them
    machine.share(code.transformWeights, [
      0, 0, 0, weights + steps.first * 4, steps.summed * 4, steps.output * 4, steps.tap * 4, outputs,
      matrices, panel, step, matrixBytes, space, spaceBytes, ...points,
    ], sharing(machine, channels, outputs * 36));
  const products = providedProducts(machine, (number, accumulate) => ({
    ...{ dtype: "float32", m: number, n: outputs, depth: channels, accumulate },
    ...{ a: [pitches[0] / 4, 1], b: [row / 4, 1], pitch: pitches[1] / 4 },
    batch: startsOf(planes[0], matrixBytes, planes[1]),
  }));
  const finish = (bias: number) => [epilogue?.bias ? bias : 0, Number(epilogue?.relu ?? false)];
  const each = roundUp(blockBytes + spaceBytes, 64);
  const lend = withScratch(machine, [positions * matrixBytes, threads * each]);
  const own = (from: number, weights: number, bias: number, out: number): void => {
    lend((matrices, space) => {
      transform(weights, channels * 32, 32, matrices!, space!);
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code.convolveBlocks, [
        0, 0, 0, from, ...input, rows, blockRows, matrices!, matrixBytes,
        pitches[0], planes[0], pitches[1], planes[1], space!, each, ...points, out, outputs, ...count, ...finish(bias),
      ], sharing(machine, Math.ceil(rows / blockRows), blockRows * tilesX * outputs * channels));
    });
  };
  const provided = (from: number, weights: number, bias: number, out: number): void => {
    lend((matrices, data) => {
      const space = data! + roundUp(blockBytes, 64);
      const result = data! + positions * planes[0];
      transform(weights, 32, row, matrices!, space!);
      for (let first = 0; first < rows; first += blockRows) {
        const block = Math.min(blockRows, rows - first);
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformData, [
          0, 0, 0, from, ...input, first, data!, pitches[0], planes[0], space!, spaceBytes, ...points,
        ], sharing(machine, block, tilesX * channels * 36));
        products(block * tilesX, false)(data!, matrices!, result);
        // biome-ignore format: the operands as the kernel's source groups them
        machine.share(code.transformOutput, [
          0, 0, 0, result, pitches[1], planes[1], tilesY, tilesX, first,
          out, outputs, ...count, space!, spaceBytes, ...points, ...finish(bias),
        ], sharing(machine, block, tilesX * outputs * 36));
      }
    });
  };
  return (from: number, weights: number, bias: number, out: number): void =>
    (matmulProvider() ? provided : own)(from, weights, bias, out);
}
