import { bytesOf } from "../../dtype.js";
import type { CpuMachine } from "../kernel.js";
import { spreadSize } from "./convolutionPlan.js";
import {
  codeOf,
  grainOf,
  type Images,
  liesSpread,
  roundUp,
  scaled,
  slack,
  writeWords,
} from "./directConvolution.js";
import { withScratch } from "./scratch.js";

type Pair = readonly [number, number];

/** With fewer outputs unfolding the image costs more than its matrix product saves. */
const fewOutputs = 8;
/** Items for threads to share, whatever their number: the images fall into so many parts that are summed afterwards. */
const wantedItems = 16;
/** Sums of one item: they stay in the cache that a processor has for itself. */
const itemBytes = 1 << 18;
/** Sums of all parts. */
const mostBytes = 1 << 24;
/** See shared/weightPanels.as.ts. */
const positionBlock = 512;
const panelRows = 6;

/**
 * dw [groups·m, offsets] from x and dy [images, groups·m, ...count]. Parts of the images are summed each on its own, a block
 * of channels at a time, then the parts in their order.
 */
export function directWeightGradient(
  machine: CpuMachine,
  source: Images,
  offsets: Uint32Array,
  m: number,
  count: Pair,
) {
  const { dtype, images, groups, channels, plane, spread } = source;
  const width = bytesOf(dtype);
  const code = codeOf(machine, dtype);
  const packed = m >= fewOutputs;
  const taps = offsets.length / channels;
  const columns = packed ? roundUp(m, 32 / width) : m;
  const channelBytes = taps * columns * width;
  const blockChannels = Math.max(1, Math.min(channels, Math.floor(itemBytes / channelBytes)));
  const blocks = Math.ceil(channels / blockChannels);
  const blockBytes = roundUp(blockChannels * taps, panelRows) * columns * width;
  const items = groups * blocks;
  const most = Math.max(1, Math.min(wantedItems / items, mostBytes / (items * blockBytes)));
  const partImages = Math.ceil(images / most);
  const parts = Math.ceil(images / partImages);
  const inPlace = liesSpread(source);
  const table = scaled(offsets.subarray(0, blockChannels * taps), width);
  const spreadBytes = inPlace ? 0 : roundUp(blockChannels * spreadSize(spread) * width + slack, 64);
  const packedBytes = packed ? positionBlock * (columns + panelRows) * width + slack : 0;
  const spaceBytes = spreadBytes + packedBytes;
  const elements = partImages * blockChannels * taps * columns * count[0] * count[1];
  const steps = packed ? [width, columns * width] : [blockChannels * taps * width, width];
  const sizes = [table.byteLength, parts * items * blockBytes, machine.maximumThreads * spaceBytes];
  const lend = withScratch(machine, sizes);
  return (from: number, dy: number, out: number): void =>
    lend((distances, sums, space) => {
      writeWords(machine, distances!, table);
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code("weightParts"), [
        0, 0, 0, from, channels, ...plane, ...spread.before, ...spread.step, ...spread.phase, Number(inPlace),
        images, partImages, groups, blockChannels, taps, distances!, dy, m, ...count, Number(packed),
        sums!, blockBytes, space!, spaceBytes, spreadBytes,
      ], { range: 0, count: parts * items, grain: grainOf(machine, elements), thread: 2 });
      // biome-ignore format: the operands as the kernel's source groups them
      machine.share(code("sumParts"), [
        0, 0, sums!, items * blockBytes, parts, blockBytes, blockChannels * taps, offsets.length, m, ...steps, out,
      ], { range: 0, count: groups * m, grain: grainOf(machine, offsets.length * parts) });
    });
}
