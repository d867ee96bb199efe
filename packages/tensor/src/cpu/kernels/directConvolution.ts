import { bytesOf, type DType } from "../../dtype.js";
import type { Epilogue } from "../../fuse/ownKernel.js";
import type { CpuMachine, Work } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./convolution.generated.js";
import { type Correlation, type Spread, spreadSize } from "./convolutionPlan.js";
import { withScratch } from "./scratch.js";

type Code = "pack" | "correlate" | "weightParts" | "sumParts" | "gatherSteps" | "scatterSteps";
type Exports = Record<`${Code}${32 | 64}`, (...args: number[]) => void>;
type Pair = readonly [number, number];

export const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

/** Rows of packed panels; see shared/tile.as.ts. */
const panelRows = 6;
/** Vector loads run over the end of an image by less than one wide tile. */
export const slack = 256;
/** One tile of output. */
const smallBytes = 512;
/** Words that describe a correlation; see shared/correlateImages.as.ts. */
const planWords = 10;
/** A batch of fewer images and groups is cut by outputs too, whatever the number of threads. */
const fewItems = 16;

/** What images are read from: `groups` times `channels` planes each. */
export interface Images {
  readonly dtype: DType;
  readonly images: number;
  readonly groups: number;
  readonly channels: number;
  readonly plane: Pair;
  readonly spread: Spread;
}

export function codeOf(machine: CpuMachine, dtype: DType) {
  const exports = kernelExports<Exports>(machine, "convolution", module);
  return (name: Code) => exports[`${name}${dtype === "float64" ? 64 : 32}`];
}

/** Whether nothing is to be added or skipped. */
export function liesSpread({ plane, spread: { before, step, phase } }: Images): boolean {
  const alike = (a: Pair, b: Pair) => a[0] === b[0] && a[1] === b[1];
  return alike(step, [1, 1]) && alike(before, [0, 0]) && alike(phase, plane);
}

export function grainOf(machine: CpuMachine, elements: number): number {
  return Math.max(1, Math.ceil(machine.grain / Math.max(1, elements)));
}

/**
 * Correlates images with `m` rows of weights a group, `rowSteps` elements from row to row and group to group, for each
 * correlation at its places of the output's `plane`. `sparse` says that those aren't all places.
 */
export function correlation(
  machine: CpuMachine,
  source: Images,
  correlations: readonly Correlation[],
  m: number,
  rowSteps: { readonly row: number; readonly group: number },
  [height, columns]: Pair,
  sparse: boolean,
  epilogue?: Epilogue,
) {
  const width = bytesOf(source.dtype);
  const { images, groups, channels, spread } = source;
  const code = codeOf(machine, source.dtype);
  const packed = correlations.map(({ offsets }) => packedBytes(m, offsets.length, width));
  const starts = packed.map((_, i) => groups * packed.slice(0, i).reduce((sum, bytes) => sum + bytes, 0));
  const inPlace = liesSpread(source);
  const blocks = images * groups >= fewItems ? 1 : Math.ceil(m / (4 * panelRows));
  const blockRows = roundUp(Math.ceil(m / blocks), panelRows);
  // A single output is computed before its columns are put apart, and short rows run on before they are cut.
  const tileBytes =
    m % blockRows === 1 ? roundUp(2 * spread.phase[0] * spread.phase[1] * width + slack, 64) : smallBytes;
  const spaceBytes = tileBytes + (inPlace ? 0 : channels * spreadSize(spread) * width) + slack;
  const count = images * groups * Math.ceil(m / blockRows);
  const taps = correlations.reduce((sum, { offsets }) => sum + offsets.length, 0);
  const work: Work = {
    range: 0,
    count,
    grain: grainOf(machine, blockRows * height * columns * taps),
    thread: 2,
  };
  const tables = correlations.map(
    ({ weights, offsets }) => [scaled(weights, width), scaled(offsets, width)] as const,
  );
  const words = correlations.length * planWords + 2 * taps;
  const total = groups * packed.reduce((sum, bytes) => sum + bytes, 0);
  const lend = withScratch(machine, [words * 4, total, machine.maximumThreads * spaceBytes]);
  return (from: number, weights: number, bias: number, out: number): void =>
    lend((plans, panels, space) => {
      let table = plans + correlations.length * planWords * 4;
      correlations.forEach((c, i) => {
        const depth = c.offsets.length;
        const [inRow, inImage] = tables[i]!;
        writeWords(machine, table, inRow);
        writeWords(machine, table + depth * 4, inImage);
        for (let g = 0; g < groups; g++) {
          const to = panels + starts[i]! + g * packed[i]!;
          code("pack")(m, depth, weights + g * rowSteps.group * width, rowSteps.row * width, table, to);
        }
        // biome-ignore format: the words as the kernel's source names them
        writeWords(machine, plans + i * planWords * 4, [
          depth, panels + starts[i]!, packed[i]!, c.image * width, table + depth * 4, c.count[0], c.count[1],
          (c.start[0] * columns + c.start[1]) * width, c.step[0] * columns * width, c.step[1] * width,
        ]);
        table += 2 * depth * 4;
      });
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code("correlate"), [
        0, 0, 0, from, channels, ...source.plane, ...spread.before, ...spread.step, ...spread.phase, Number(inPlace),
        groups, m, blockRows, plans, correlations.length, out, height * columns * width, Number(sparse),
        space, spaceBytes, tileBytes, epilogue?.bias ? bias : 0, Number(epilogue?.relu ?? false),
      ], work);
    });
}

function packedBytes(rows: number, depth: number, width: number): number {
  return roundUp(rows, panelRows) * depth * width + slack;
}

export function scaled(table: Uint32Array, width: number): Uint32Array {
  return table.map((distance) => distance * width);
}

export function writeWords(machine: CpuMachine, at: number, words: ArrayLike<number>): void {
  new Uint32Array(machine.memory.buffer, at, words.length).set(words);
}
