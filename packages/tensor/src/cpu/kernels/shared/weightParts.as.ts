import { spread } from "./spread.as";
import { addDots } from "./weightDots.as";
import { addPanels } from "./weightPanels.as";

/** Of sums that several images add to in turn. */
// @ts-ignore: decorator
@inline
const cachedBytes: usize = 1 << 17;

/**
 * Parts of the gradient by the weights. An item is so many images, of them a group, and of its channels a block:
 * item = (part · groups + group) · blocks + block. Its images are added in their order at out + item · outBytes, as
 * [tap][output], rows in whole vectors, where `packed`, else as [output][tap]. Each image's block is spread before
 * (spread.as.ts; not where `inPlace`); `offsets` are the distances of a block's taps there (correlate.as.ts).
 */
// @ts-ignore: decorator
@inline
export function weightParts<T>(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool,
  images: i32, partImages: i32, groups: i32, blockChannels: i32, taps: i32, offsets: usize,
  dy: usize, m: i32, rows: i32, columns: i32, packed: bool, out: usize, outBytes: usize,
  space: usize, spaceBytes: usize, spreadBytes: usize,
): void {
  const blocks = (channels + blockChannels - 1) / blockChannels;
  const row = <usize>(blockChannels * taps) * sizeof<T>();
  const plane = <usize>(height * width) * sizeof<T>();
  const places = rows * columns * <i32>sizeof<T>();
  const pitch = <usize>phaseWidth * sizeof<T>();
  space += <usize>thread * spaceBytes;
  const whole = groups * blocks;
  for (let item = begin; item < end; ) {
    // Items of one part together, as far as their sums stay in the cache: so images are read as they lie.
    const part = item / whole;
    const stop = min(min(end, (part + 1) * whole), item + max(1, <i32>(cachedBytes / outBytes)));
    const first = part * partImages;
    for (let n = first; n < min(images, first + partImages); n++) {
      for (let i = item; i < stop; i++) {
        const group = (i / blocks) % groups;
        const channel = (i % blocks) * blockChannels;
        const count = min(blockChannels, channels - channel);
        const index = n * groups + group;
        let image = from + <usize>(index * channels + channel) * plane;
        if (!inPlace) {
          spread<T>(image, count, height, width, space, top, left, stepY, stepX, phaseHeight, phaseWidth);
          image = space;
        }
        const d = dy + <usize>(index * m) * <usize>places;
        const to = out + <usize>i * outBytes;
        if (packed) {
          addPanels<T>(
            m, count * taps, d, places, image, offsets, rows, columns, pitch, to, n > first, space + spreadBytes,
          );
        } else addDots<T>(m, count * taps, d, places, image, offsets, rows, columns, pitch, to, row, n > first);
      }
    }
    item = stop;
  }
}

/**
 * dw[i][k] = Σ over the parts, in their order, for the rows i = group · m + output from `begin` to before `end`. Element
 * (output, tap) of a block lies at output · rowStep + tap · tapStep; blocks hold `blockTaps` taps, the last fewer.
 */
// @ts-ignore: decorator
@inline
export function sumParts<T>(
  begin: i32, end: i32, parts: usize, partBytes: usize, count: i32, blockBytes: usize, blockTaps: i32, depth: i32,
  m: i32, rowStep: usize, tapStep: usize, dw: usize,
): void {
  const blocks = (depth + blockTaps - 1) / blockTaps;
  let to = dw + <usize>(begin * depth) * sizeof<T>();
  for (let i = begin; i < end; i++) {
    for (let block = 0; block < blocks; block++) {
      let from = parts + <usize>(i / m * blocks + block) * blockBytes + <usize>(i % m) * rowStep;
      for (let k = min(blockTaps, depth - block * blockTaps); k > 0; k--, from += tapStep, to += sizeof<T>()) {
        let sum = load<T>(from);
        let at = from + partBytes;
        for (let p = 1; p < count; p++, at += partBytes) sum += load<T>(at);
        store<T>(to, sum);
      }
    }
  }
}
