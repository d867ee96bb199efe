import { multiplyPositions } from "./shared/positions.as";
import { strip } from "./shared/strip.as";
import { storeTransposed } from "./shared/storeTransposed.as";
import { dataLine, kernelLine, outputKernelLine, outputLine, weightLine } from "./shared/winogradLines.as";

export { multiplyPositionsTransposed } from "./shared/positions.as";

/**
 * The transforms of a 3×3 convolution in tiles of 4×4 outputs (see shared/winogradLines.as.ts), on channels side by side.
 * What is transformed lies as [position of 36][tile][channel]: positions `plane` and tiles `pitch` bytes apart. Rows of
 * tiles are counted through all images. Each thread has `spaceBytes` from `space` on.
 */

/** Images to tiles: 6×6 places each, 4 apart. */
export function transformData(
  begin: i32, end: i32, thread: i32, image: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  tilesY: i32, tilesX: i32, first: i32, out: usize, pitch: usize, plane: usize, space: usize, spaceBytes: i32,
  a: f32, b: f32,
): void {
  const columns = 4 * tilesX + 2;
  const row = <usize>columns * pitch;
  const vectors = <usize>((channels + 3) >> 2) << 4;
  space += <usize>(thread * spaceBytes);
  for (let r = begin; r < end; r++) {
    const n = (first + r) / tilesY;
    const y = (first + r) % tilesY;
    strip(
      image + (<usize>(n * channels) * <usize>(height * width) << 2), channels, height, width,
      4 * y - top, -left, 6, columns, space, pitch,
    );
    for (let x = 0; x < columns; x++) {
      const at = space + <usize>x * pitch;
      for (let c: usize = 0; c < vectors; c += 16) dataLine(at + c, row, at + c, row, a, b);
    }
    for (let x = 0; x < tilesX; x++) {
      const to = out + <usize>(r * tilesX + x) * pitch;
      const from = space + <usize>(4 * x) * pitch;
      for (let u: usize = 0; u < 6; u++) {
        for (let c: usize = 0; c < vectors; c += 16) {
          dataLine(from + u * row + c, pitch, to + 6 * u * plane + c, plane, a, b);
        }
      }
    }
  }
}

/** The output's gradient to tiles, as kernels of 4×4 taps. */
export function transformGradient(
  begin: i32, end: i32, thread: i32, image: usize, channels: i32, height: i32, width: i32,
  tilesY: i32, tilesX: i32, first: i32, out: usize, pitch: usize, plane: usize, space: usize, spaceBytes: i32,
  a: f32, b: f32,
): void {
  const columns = 4 * tilesX;
  const row = <usize>columns * pitch;
  const vectors = <usize>((channels + 3) >> 2) << 4;
  space += <usize>(thread * spaceBytes);
  const lines = space + 4 * row;
  for (let r = begin; r < end; r++) {
    const n = (first + r) / tilesY;
    const y = (first + r) % tilesY;
    strip(
      image + (<usize>(n * channels) * <usize>(height * width) << 2), channels, height, width,
      4 * y, 0, 4, columns, space, pitch,
    );
    for (let x = 0; x < columns; x++) {
      const at = <usize>x * pitch;
      for (let c: usize = 0; c < vectors; c += 16) outputKernelLine(space + at + c, row, lines + at + c, row, a, b);
    }
    for (let x = 0; x < tilesX; x++) {
      const to = out + <usize>(r * tilesX + x) * pitch;
      const from = lines + <usize>(4 * x) * pitch;
      for (let u: usize = 0; u < 6; u++) {
        for (let c: usize = 0; c < vectors; c += 16) {
          outputKernelLine(from + u * row + c, pitch, to + 6 * u * plane + c, plane, a, b);
        }
      }
    }
  }
}

/**
 * Weights to matrices, a position each, for k = begin ... end of the channels that are summed over and n of the `count`
 * others, which lie in panels of 8 columns: `panel` bytes apart, their rows `row`. `k`, `n` and taps are so many bytes
 * apart in the weights.
 */
export function transformWeights(
  begin: i32, end: i32, thread: i32, weights: usize, kStep: i32, nStep: i32, tapStep: i32, count: i32,
  out: usize, panel: usize, row: usize, plane: usize, space: usize, spaceBytes: i32, a: f32, b: f32,
): void {
  space += <usize>(thread * spaceBytes);
  const lines = space + 9 * 16;
  for (let n = 0; n < count; n += 4) {
    const step1 = n + 1 < count ? nStep : 0;
    const step2 = n + 2 < count ? 2 * nStep : 0;
    const step3 = n + 3 < count ? 3 * nStep : 0;
    const column = out + <usize>(n >> 3) * panel + ((n & 4) << 2);
    for (let k = begin; k < end; k++) {
      let from = weights + k * kStep + n * nStep;
      for (let tap: usize = 0; tap < 9; tap++, from += tapStep) {
        const g = f32x4(load<f32>(from), load<f32>(from + step1), load<f32>(from + step2), load<f32>(from + step3));
        v128.store(space + (tap << 4), g);
      }
      for (let v: usize = 0; v < 3; v++) kernelLine(space + (v << 4), 48, lines + (v << 4), 48, a, b);
      const to = column + <usize>k * row;
      for (let u: usize = 0; u < 6; u++) kernelLine(lines + u * 48, 16, to + 6 * u * plane, plane, a, b);
    }
  }
}

/**
 * Products of tiles back to images [outputs, height, width], a row of tiles at a time; `bias` (one number an output, or
 * the address 0) is added, and with `relu` what is below 0 becomes 0.
 */
export function transformOutput(
  begin: i32, end: i32, thread: i32, from: usize, pitch: usize, plane: usize, tilesY: i32, tilesX: i32, first: i32,
  out: usize, outputs: i32, height: i32, width: i32, space: usize, spaceBytes: i32, a: f32, b: f32,
  bias: usize, relu: bool,
): void {
  space += <usize>(thread * spaceBytes);
  const places = space + 6 * 64;
  const channel = <usize>(height * width) << 2;
  for (let r = begin; r < end; r++) {
    const n = (first + r) / tilesY;
    const y = 4 * ((first + r) % tilesY);
    const rows = min(4, height - y);
    for (let x = 0; x < tilesX; x++) {
      const tile = from + <usize>(r * tilesX + x) * pitch;
      const columns = min(4, width - 4 * x);
      for (let c = 0; c < outputs; c += 4) {
        for (let u: usize = 0; u < 6; u++) {
          outputLine(tile + 6 * u * plane + (<usize>c << 2), plane, space + (u << 6), 16, a, b);
        }
        for (let v: usize = 0; v < 4; v++) outputLine(space + (v << 4), 64, places + (v << 4), 64, a, b);
        if (bias) finish(places, v128.load(bias + (<usize>c << 2)), relu);
        else if (relu) finish(places, f32x4.splat(0), true);
        const to = out + <usize>(n * outputs + c) * channel + (<usize>(y * width + 4 * x) << 2);
        storePlaces(places, rows, columns, min(4, outputs - c), to, channel, <usize>width << 2);
      }
    }
  }
}

/**
 * The convolution of blocks begin ... end of `blockRows` rows of tiles: all three steps of a block after one another, so
 * that what lies between them stays in the processor's own cache. Weights are in whole panels (see transformWeights).
 */
export function convolveBlocks(
  begin: i32, end: i32, thread: i32, image: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  tilesY: i32, tilesX: i32, rows: i32, blockRows: i32, weights: usize, weightPlane: usize,
  pitch: usize, plane: usize, outPitch: usize, outPlane: usize, space: usize, spaceBytes: i32, a: f32, b: f32,
  out: usize, outputs: i32, outHeight: i32, outWidth: i32, bias: usize, relu: bool,
): void {
  const data = space + <usize>(thread * spaceBytes);
  const products = data + 36 * plane;
  const lines = products + 36 * outPlane;
  for (let block = begin; block < end; block++) {
    const first = block * blockRows;
    const count = min(blockRows, rows - first);
    transformData(
      0, count, 0, image, channels, height, width, top, left, tilesY, tilesX, first, data, pitch, plane, lines, 0, a, b,
    );
    multiplyPositions(
      0, 36, count * tilesX, outputs, channels, data, plane, pitch,
      weights, weightPlane, <usize>channels << 5, 32, products, outPlane, outPitch, false,
    );
    transformOutput(
      0, count, 0, products, outPitch, outPlane, tilesY, tilesX, first, out, outputs, outHeight, outWidth, lines, 0, a, b,
      bias, relu,
    );
  }
}

function finish(places: usize, bias: v128, relu: bool): void {
  for (let i: usize = 0; i < 256; i += 16) {
    let v = f32x4.add(v128.load(places + i), bias);
    if (relu) v = f32x4.max(v, f32x4.splat(0));
    v128.store(places + i, v);
  }
}

/** 4×4 places of four channels side by side, to the planes of the channels. */
function storePlaces(
  places: usize, rows: i32, columns: i32, channels: i32, out: usize, channel: usize, row: usize,
): void {
  for (let y = 0; y < rows; y++, places += 64, out += row) {
    if (columns == 4 && channels == 4) {
      storeTransposed(
        v128.load(places), v128.load(places, 16), v128.load(places, 32), v128.load(places, 48), out, channel,
      );
      continue;
    }
    for (let c = 0; c < channels; c++) {
      for (let x = 0; x < columns; x++) {
        store<f32>(out + <usize>c * channel + (<usize>x << 2), load<f32>(places + (<usize>x << 4) + (<usize>c << 2)));
      }
    }
  }
}

/** Sums of products [position][output][channel] to the gradient [outputs, channels, 3, 3]. */
export function transformWeightGradient(
  begin: i32, end: i32, thread: i32, from: usize, pitch: usize, plane: usize, out: usize, channels: i32,
  space: usize, spaceBytes: i32, a: f32, b: f32,
): void {
  space += <usize>(thread * spaceBytes);
  const taps = space + 6 * 48;
  for (let o = begin; o < end; o++) {
    for (let c = 0; c < channels; c += 4) {
      const at = from + <usize>o * pitch + (<usize>c << 2);
      for (let u: usize = 0; u < 6; u++) weightLine(at + 6 * u * plane, plane, space + u * 48, 16, a, b);
      for (let v: usize = 0; v < 3; v++) weightLine(space + (v << 4), 48, taps + (v << 4), 48, a, b);
      const lanes = min(4, channels - c);
      for (let lane = 0; lane < lanes; lane++) {
        const to = out + <usize>(o * channels + c + lane) * 36;
        for (let tap: usize = 0; tap < 9; tap++) {
          store<f32>(to + (tap << 2), load<f32>(taps + (tap << 4) + (<usize>lane << 2)));
        }
      }
    }
  }
}
