import { packColumns } from "./pack.as";
import { storeTransposed } from "./storeTransposed.as";
import { directTile, tailRows, tileColumns, tileRows } from "./tile.as";

/** Positions of one block: a panel of taps stays in the first cache. */
// @ts-ignore: decorator
@inline
export const positionBlock: i32 = 512;

/**
 * One image's part of the gradient by the weights, as a product of packed matrices:
 *   sums[k][o] (+)= Σ over y, x of image[offsets[k] + y·pitch + x] · dy[o][y][x], 0 ≤ k < depth, 0 ≤ o < m.
 * The unfolded image is made for six taps and a block of positions at a time, each part once. dy's rows are contiguous,
 * its channels `dyChannel` bytes apart. Rows of `sums` are whole panels, `pitch` and distances are in bytes. `space` holds
 * one block of dy, then six rows of taps.
 */
export function addPanels<T>(
  m: i32, depth: i32, dy: usize, dyChannel: i32, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize,
  sums: usize, accumulate: bool, space: usize,
): void {
  const panels = (m + tileColumns<T>() - 1) / tileColumns<T>();
  const sumsPitch = <usize>panels << 5;
  const taps = space + <usize>(panels * positionBlock << 5);
  const blocks = columns > positionBlock ? rows : (rows * columns + positionBlock - 1) / positionBlock;
  const high = columns > positionBlock ? 1 : min(positionBlock / columns, (rows + blocks - 1) / blocks);
  const wide = min(columns, positionBlock);
  for (let y = 0; y < rows; y += high) {
    const blockRows = min(high, rows - y);
    for (let x = 0; x < columns; x += wide) {
      const blockColumns = min(wide, columns - x);
      const positions = blockRows * blockColumns;
      const from = dy + <usize>(y * columns + x) * sizeof<T>();
      packColumns<T>(0, panels, positions, m, from, sizeof<T>(), dyChannel, space);
      const at = image + <usize>y * pitch + <usize>x * sizeof<T>();
      for (let k = 0; k < depth; k += tileRows) {
        const size = tailRows(min(tileRows, depth - k));
        const table = offsets + (<usize>k << 2);
        packTaps<T>(size, min(size, depth - k), at, table, blockRows, blockColumns, pitch, taps);
        let to = sums + <usize>k * sumsPitch;
        let b = space;
        for (let p = 0; p < panels; p++, to += 32, b += <usize>positions << 5) {
          directTile<T>(size, positions, taps, b, 32, to, sumsPitch, accumulate);
        }
      }
      accumulate = true;
    }
  }
}

/**
 * Packs what `size` taps see as [position][size]; for those beyond `valid` the last stands in. Vectors run over the ends
 * of rows, and what they write there is written again.
 */
function packTaps<T>(
  size: i32, valid: i32, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, to: usize,
): void {
  const last = valid - 1;
  const a = tap(offsets, 0);
  const b = tap(offsets, min(1, last));
  const c = tap(offsets, min(2, last));
  const d = tap(offsets, min(3, last));
  const e = tap(offsets, min(4, last));
  const f = tap(offsets, min(5, last));
  const step = <usize>size * sizeof<T>();
  const lanes: usize = 16 / sizeof<T>();
  for (let y = 0; y < rows; y++, image += pitch, to += <usize>columns * step) {
    let out = to;
    const end = image + <usize>columns * sizeof<T>();
    if (size < 4) {
      for (let from = image; from < end; from += sizeof<T>(), out += step) {
        store<T>(out, load<T>(from + a));
        if (size > 1) store<T>(out, load<T>(from + b), sizeof<T>());
      }
      continue;
    }
    for (let from = image; from < end; from += 16, out += lanes * step) {
      const vb = v128.load(from + b);
      const vc = v128.load(from + c);
      const vd = v128.load(from + d);
      storeColumns<T>(v128.load(from + a), vb, vc, vd, out, step);
      if (size > 4) storeColumns<T>(vc, vd, v128.load(from + e), v128.load(from + f), out + 2 * sizeof<T>(), step);
    }
  }
}

// @ts-ignore: decorator
@inline
export function tap(offsets: usize, index: i32): usize {
  return load<u32>(offsets + (<usize>index << 2));
}

/** Four rows as columns. */
// @ts-ignore: decorator
@inline
function storeColumns<T>(a: v128, b: v128, c: v128, d: v128, out: usize, step: usize): void {
  if (sizeof<T>() == 4) {
    storeTransposed(a, b, c, d, out, step);
    return;
  }
  v128.store(out, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(out, v128.shuffle<f64>(c, d, 0, 2), 16);
  v128.store(out + step, v128.shuffle<f64>(a, b, 1, 3));
  v128.store(out + step, v128.shuffle<f64>(c, d, 1, 3), 16);
}
