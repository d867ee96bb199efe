import { bytesOf } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import { sizeOf } from "../../shape.js";
import type { CpuKernel, CpuMachine, CpuRun } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./convolution.generated.js";
import {
  type Correlation,
  gradientSpread,
  inputGradientCorrelations,
  inputSpread,
  type Spread,
  spreadSize,
  tapOffsets,
} from "./convolutionPlan.js";
import { type TiledShape, winograd, winogradPays, winogradWeightGradient } from "./winograd.js";

// biome-ignore format: one line an operand
interface Exports {
  spread32: SpreadCode; spread64: SpreadCode;
  pack32: Pack; pack64: Pack;
  correlate32: Correlate; correlate64: Correlate;
  weightGradient32: WeightGradient; weightGradient64: WeightGradient;
}
// biome-ignore format: one line an operand
type SpreadCode = (
  from: number, channels: number, height: number, width: number, out: number,
  top: number, left: number, stepY: number, stepX: number, phaseHeight: number, phaseWidth: number,
) => void;
type Pack = (m: number, depth: number, weights: number, row: number, table: number, out: number) => void;
// biome-ignore format: one line an operand
type Correlate = (
  m: number, depth: number, weights: number, image: number, offsets: number,
  rows: number, columns: number, pitch: number,
  out: number, channelStep: number, rowStep: number, columnStep: number, space: number,
) => void;
// biome-ignore format: one line an operand
type WeightGradient = (
  m: number, depth: number, dy: number, dyChannel: number, image: number, offsets: number,
  rows: number, columns: number, pitch: number, dw: number,
) => void;

/** Rows of packed panels; see shared/tile.as.ts. */
const panelRows = 6;
/** Vector loads run over the end of an image by less than one wide tile. */
const slack = 256;
/** One tile of output. */
const tileBytes = 512;

/** The module's functions for one precision, with the sizes that all three convolutions share. */
function codeOf(machine: CpuMachine, dtype: string) {
  const exports = kernelExports<Exports>(machine, "convolution", module);
  const wide = dtype === "float64";
  return {
    spread: wide ? exports.spread64 : exports.spread32,
    pack: wide ? exports.pack64 : exports.pack32,
    correlate: wide ? exports.correlate64 : exports.correlate32,
    weightGradient: wide ? exports.weightGradient64 : exports.weightGradient32,
  };
}

/** Scratch blocks of one run: taken in turn, given back together. */
function withScratch(
  machine: CpuMachine,
  sizes: readonly number[],
  use: (...blocks: number[]) => void,
): void {
  const blocks: number[] = [];
  try {
    for (const bytes of sizes) blocks.push(machine.allocate(bytes));
    use(...blocks);
  } finally {
    for (const block of blocks) machine.free(block);
  }
}

function writeTable(machine: CpuMachine, at: number, table: Uint32Array, width: number): void {
  const to = new Uint32Array(machine.memory.buffer, at, table.length);
  for (let i = 0; i < table.length; i++) to[i] = table[i]! * width;
}

function zeroRun(machine: CpuMachine, bytes: number): CpuRun {
  return (_inputs, out) => new Uint8Array(machine.memory.buffer, out, bytes).fill(0);
}

function packedBytes(rows: number, depth: number, width: number): number {
  return Math.ceil(rows / panelRows) * panelRows * depth * width + slack;
}

/** y = x ⋆ w: each image is spread once a group, and correlated with the group's packed weights. */
export const convolutionKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  prepare: (machine, [x, w], output, attributes) => {
    const width = bytesOf(output.dtype);
    const [images, channels] = x!.shape as [number, number];
    const outputs = w!.shape[0]!;
    const { groups, count, plane } = attributes;
    const spread = inputSpread(attributes);
    const offsets = tapOffsets(attributes, channels / groups, spread);
    if (sizeOf(output.shape) === 0 || offsets.length === 0)
      return zeroRun(machine, sizeOf(output.shape) * width);
    const tiled = { images, channels, outputs, plane, before: attributes.before, count };
    if (isTiled(output.dtype, tiled, attributes)) {
      return winograd(machine, tiled, { first: 0, summed: 9, output: channels * 9, tap: 1 });
    }
    const code = codeOf(machine, output.dtype);
    const m = outputs / groups;
    const depth = offsets.length;
    const packed = packedBytes(m, depth, width);
    const places = count[0] * count[1] * width;
    const read = readerOf(code.spread, spread, plane, channels / groups, width);
    return ([from, weights], out) =>
      withScratch(
        machine,
        [depth * 4, groups * packed, read.bytes, tileBytes],
        (table, panels, buffer, space) => {
          // Within a row of weights the taps lie side by side; the table is used for that first.
          writeTable(
            machine,
            table!,
            offsets.map((_, k) => k),
            width,
          );
          for (let g = 0; g < groups; g++)
            code.pack(
              m,
              depth,
              weights! + g * m * depth * width,
              depth * width,
              table!,
              panels! + g * packed,
            );
          writeTable(machine, table!, offsets, width);
          for (let i = 0; i < images * groups; i++) {
            const image = read.from(from! + i * read.step, buffer!);
            const [rows, columns] = count;
            // biome-ignore format: the operands as the kernel's source groups them
            code.correlate(
            m, depth, panels! + (i % groups) * packed, image, table!, rows, columns, spread.phase[1],
            out + i * m * places, places, columns * width, width, space!,
          );
          }
        },
      );
  },
};

/** How a group's channels of one image are read: in place where nothing is to be added or skipped. */
function readerOf(
  code: SpreadCode,
  { before, step, phase }: Spread,
  [height, columns]: readonly [number, number],
  channels: number,
  width: number,
) {
  const inPlace =
    step[0] === 1 &&
    step[1] === 1 &&
    before[0] === 0 &&
    before[1] === 0 &&
    phase[0] === height &&
    phase[1] === columns;
  const bytes = inPlace ? slack : channels * spreadSize({ before, step, phase }) * width + slack;
  return {
    bytes,
    step: channels * height * columns * width,
    from: (at: number, buffer: number): number => {
      if (inPlace) return at;
      code(at, channels, height, columns, buffer, before[0], before[1], step[0], step[1], phase[0], phase[1]);
      return buffer;
    },
  };
}

/** dx: dy is spread, and each phase of dx correlated with the taps that reach it. */
export const convolutionInputGradientKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  prepare: (machine, [dy, w], output, attributes) => {
    const width = bytesOf(output.dtype);
    const bytes = sizeOf(output.shape) * width;
    const images = dy!.shape[0]!;
    const { groups, plane, size } = attributes;
    const m = w!.shape[1]!;
    const outputs = w!.shape[0]! / groups;
    const spread = gradientSpread(attributes);
    const correlations = inputGradientCorrelations(attributes, outputs, m, spread).filter(
      (c) => c.offsets.length > 0,
    );
    if (bytes === 0 || sizeOf(dy!.shape) === 0 || correlations.length === 0) return zeroRun(machine, bytes);
    const tiled = {
      images,
      channels: outputs,
      outputs: m,
      plane: attributes.count,
      before: [2 - attributes.before[0], 2 - attributes.before[1]],
      count: plane,
    } as const;
    if (isTiled(output.dtype, tiled, attributes)) {
      return winograd(machine, tiled, { first: 8, summed: m * 9, output: 9, tap: -1 });
    }
    const code = codeOf(machine, output.dtype);
    const read = readerOf(code.spread, spread, attributes.count, outputs, width);
    const taps = size[0] * size[1];
    const place = (c: Correlation) => (c.start[0] * plane[1] + c.start[1]) * width;
    const depths = correlations.map(({ offsets }) => offsets.length);
    const packed = depths.map((depth) => packedBytes(m, depth, width));
    const sizes = [
      ...depths.map((depth) => depth * 4),
      ...packed.map((size) => size * groups),
      read.bytes,
      tileBytes,
    ];
    // Places that no tap reaches stay zero.
    const dense = depths.reduce((sum, depth) => sum + depth, 0) === taps * outputs && stepsCover(attributes);
    return ([from, weights], out) =>
      withScratch(machine, sizes, (...blocks) => {
        const [buffer, space] = blocks.slice(-2) as [number, number];
        if (!dense) new Uint8Array(machine.memory.buffer, out, bytes).fill(0);
        correlations.forEach((c, i) => {
          writeTable(machine, blocks[i]!, c.weights, width);
          for (let g = 0; g < groups; g++) {
            const rows = weights! + g * outputs * m * taps * width;
            code.pack(
              m,
              depths[i]!,
              rows,
              taps * width,
              blocks[i]!,
              blocks[correlations.length + i]! + g * packed[i]!,
            );
          }
          writeTable(machine, blocks[i]!, c.offsets, width);
        });
        const channel = plane[0] * plane[1] * width;
        for (let n = 0; n < images * groups; n++) {
          const image = read.from(from! + n * read.step, buffer);
          correlations.forEach((c, i) => {
            // biome-ignore format: the operands as the kernel's source groups them
            code.correlate(
              m, depths[i]!, blocks[correlations.length + i]! + (n % groups) * packed[i]!, image + c.image * width,
              blocks[i]!, c.count[0], c.count[1], spread.phase[1],
              out + n * m * channel + place(c), channel, c.step[0] * plane[1] * width, c.step[1] * width, space,
            );
          });
        }
      });
  },
};

function isTiled(dtype: string, shape: TiledShape, attributes: ConvolutionAttributes): boolean {
  const { size, stride, dilation, groups } = attributes;
  return winogradPays(dtype, shape, size, stride, dilation, groups);
}

/** Whether each phase of a stride has a tap. */
function stepsCover({ size, stride, dilation }: ConvolutionAttributes): boolean {
  const covered = (axis: 0 | 1) =>
    new Set(Array.from({ length: size[axis] }, (_, tap) => (tap * dilation[axis]) % stride[axis])).size ===
    stride[axis];
  return covered(0) && covered(1);
}

/** dw: summed over the images, from x spread as in the forward pass. */
export const convolutionWeightGradientKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  prepare: (machine, [x, dy], output, attributes) => {
    const width = bytesOf(output.dtype);
    const bytes = sizeOf(output.shape) * width;
    const [images, channels] = x!.shape as [number, number];
    const { groups, count, plane } = attributes;
    const spread = inputSpread(attributes);
    const offsets = tapOffsets(attributes, channels / groups, spread);
    if (bytes === 0 || sizeOf(dy!.shape) === 0 || sizeOf(x!.shape) === 0) return zeroRun(machine, bytes);
    const tiled = { images, channels, outputs: dy!.shape[1]!, plane, before: attributes.before, count };
    if (isTiled(output.dtype, tiled, attributes)) return winogradWeightGradient(machine, tiled);
    const code = codeOf(machine, output.dtype);
    const m = dy!.shape[1]! / groups;
    const depth = offsets.length;
    const read = readerOf(code.spread, spread, plane, channels / groups, width);
    const places = count[0] * count[1] * width;
    return ([from, gradient], out) =>
      withScratch(machine, [depth * 4, read.bytes], (table, buffer) => {
        new Uint8Array(machine.memory.buffer, out, bytes).fill(0);
        writeTable(machine, table!, offsets, width);
        for (let i = 0; i < images * groups; i++) {
          const image = read.from(from! + i * read.step, buffer!);
          // biome-ignore format: the operands as the kernel's source groups them
          code.weightGradient(
            m, depth, gradient! + i * m * places, places, image, table!, count[0], count[1], spread.phase[1] * width,
            out + (i % groups) * m * depth * width,
          );
        }
      });
  },
};
