import { correlate } from "./correlate.as";
import { correlatePlane } from "./correlatePlane.as";
import { finishPlanes } from "./finishPlanes.as";
import { spread } from "./spread.as";
import { storeRun } from "./storeRun.as";

/**
 * Correlations of images with weights. An item is an image, of it a group of channels, of its outputs a block of
 * `blockRows`: item = (image · groups + group) · blocks + block. Each image's group is spread once (see spread.as.ts; not
 * at all where `inPlace`) and read by all `plans`, of ten words each:
 *   taps, packed weights, bytes of those a group, first place in the spread image, table of distances (see correlate.as.ts),
 *   rows, columns, first place in the output, steps between its rows and columns; places and steps in bytes.
 * Where no plan reaches all places of the output, `sparse`, it is cleared before. Then `bias` (one number an output, unless
 * the address is 0) is added, and with `relu` what is below 0 becomes 0. Each thread has `spaceBytes`: `tileBytes` for
 * `correlate` or `onePlane`, then the spread image.
 */
// @ts-ignore: decorator
@inline
export function correlateImages<T>(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool, groups: i32, m: i32, blockRows: i32,
  plans: usize, planCount: i32, out: usize, channelStep: usize, sparse: bool, space: usize, spaceBytes: usize,
  tileBytes: usize, bias: usize, relu: bool,
): void {
  const blocks = (m + blockRows - 1) / blockRows;
  const imageBytes = <usize>(channels * height * width) * sizeof<T>();
  space += <usize>thread * spaceBytes;
  let spreadImage = -1;
  for (let item = begin; item < end; item++) {
    const index = item / blocks;
    const first = (item % blocks) * blockRows;
    const rows = min(blockRows, m - first);
    let image = from + <usize>index * imageBytes;
    if (!inPlace) {
      if (index != spreadImage) {
        spread<T>(
          image, channels, height, width, space + tileBytes, top, left, stepY, stepX, phaseHeight, phaseWidth,
        );
      }
      spreadImage = index;
      image = space + tileBytes;
    }
    const to = out + <usize>(index * m + first) * channelStep;
    if (sparse) memory.fill(to, 0, <usize>rows * channelStep);
    const group = <usize>(index % groups);
    for (let p = 0; p < planCount; p++) {
      const plan = plans + <usize>p * 40;
      const depth = load<i32>(plan);
      const panels = load<u32>(plan, 4) + group * load<u32>(plan, 8) + <usize>(first * depth) * sizeof<T>();
      const at = image + load<u32>(plan, 12);
      const table = load<u32>(plan, 16);
      const high = load<i32>(plan, 20);
      const wide = load<i32>(plan, 24);
      const place = to + load<u32>(plan, 28);
      const rowStep = load<u32>(plan, 32);
      const step = load<u32>(plan, 36);
      if (rows > 1) {
        correlate<T>(
          rows, depth, panels, at, table, high, wide, phaseWidth, place, channelStep, rowStep, step, space,
        );
      } else onePlane<T>(depth, panels, at, table, high, wide, phaseWidth, place, rowStep, step, space);
    }
    if (bias || relu) {
      const at = bias ? bias + (group * <usize>m + <usize>first) * sizeof<T>() : 0;
      finishPlanes<T>(to, rows, channelStep, at, relu);
    }
  }
}

/** A single output's correlation, whose columns may be apart. */
function onePlane<T>(
  depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: i32, out: usize,
  rowStep: usize, columnStep: usize, space: usize,
): void {
  const bytes = <usize>pitch * sizeof<T>();
  if (columnStep == sizeof<T>()) {
    correlatePlane<T>(depth, weights, image, offsets, rows, columns, bytes, out, rowStep, space);
    return;
  }
  const next = space + <usize>rows * bytes;
  correlatePlane<T>(depth, weights, image, offsets, rows, columns, bytes, space, bytes, next);
  for (let y = 0; y < rows; y++, space += bytes, out += rowStep) storeRun<T>(space, columns, out, columnStep);
}
