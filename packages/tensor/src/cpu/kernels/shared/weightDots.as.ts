import { addSum, betweenLanes } from "./lanes.as";
import { multiplyAdd } from "./tile.as";
import { tap } from "./weightPanels.as";

/** Output positions at a time: dy's rows and the image's stay in the first cache. */
// @ts-ignore: decorator
@inline
const positionBlock: i32 = 1024;

/**
 * One image's part of the gradient by the weights of few outputs, as dot products in vectors along x:
 *   sums[o][k] (+)= Σ over y, x of dy[o][y][x] · image[offsets[k] + y·pitch + x], 0 ≤ o < m, 0 ≤ k < depth.
 * dy's rows are contiguous, its channels `dyChannel` bytes apart; those of `sums` are `row` bytes apart; `pitch` and
 * distances are in bytes.
 */
export function addDots<T>(
  m: i32, depth: i32, dy: usize, dyChannel: i32, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize,
  sums: usize, row: usize, accumulate: bool,
): void {
  const high = max(1, positionBlock / columns);
  for (let y = 0; y < rows; y += high, accumulate = true) {
    const count = min(high, rows - y);
    const from = image + <usize>y * pitch;
    const d = dy + <usize>(y * columns) * sizeof<T>();
    for (let i = 0; i < m; i += 2) {
      const first = d + <usize>i * dyChannel;
      const taps = m == 1 ? 9 : 6;
      for (let k = 0; k < depth; k += taps) {
        const table = offsets + (<usize>k << 2);
        const to = sums + <usize>i * row + <usize>k * sizeof<T>();
        if (m == 1) oneByNine<T>(min(9, depth - k), first, from, table, count, columns, pitch, to, accumulate);
        else {
          twoBySix<T>(
            min(2, m - i), min(6, depth - k), first, dyChannel, from, table, count, columns, pitch, to, row, accumulate,
          );
        }
      }
    }
  }
}

/** Two outputs and six taps, beyond the edge the last. The end of a row is masked on both sides: an infinity beyond it must not make 0·∞. */
function twoBySix<T>(
  height: i32, width: i32, dy: usize, dyChannel: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize,
  sums: usize, row: usize, accumulate: bool,
): void {
  const step = height > 1 ? dyChannel : 0;
  const offset0 = tap(offsets, 0);
  const offset1 = tap(offsets, min(1, width - 1));
  const offset2 = tap(offsets, min(2, width - 1));
  const offset3 = tap(offsets, min(3, width - 1));
  const offset4 = tap(offsets, min(4, width - 1));
  const offset5 = tap(offsets, min(5, width - 1));
  const bytes = <usize>columns * sizeof<T>();
  const whole = bytes & ~15;
  const mask = betweenLanes<T>(0, <i32>((bytes - whole) / sizeof<T>()));
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c02 = zero, c03 = zero, c04 = zero, c05 = zero;
  let c10 = zero, c11 = zero, c12 = zero, c13 = zero, c14 = zero, c15 = zero;
  for (let y = 0; y < rows; y++) {
    let at = dy;
    let from = image;
    for (const end = dy + whole; at < end; at += 16, from += 16) {
      const d0 = v128.load(at);
      const d1 = v128.load(at + step);
      let x = v128.load(from + offset0);
      c00 = multiplyAdd<T>(d0, x, c00);
      c10 = multiplyAdd<T>(d1, x, c10);
      x = v128.load(from + offset1);
      c01 = multiplyAdd<T>(d0, x, c01);
      c11 = multiplyAdd<T>(d1, x, c11);
      x = v128.load(from + offset2);
      c02 = multiplyAdd<T>(d0, x, c02);
      c12 = multiplyAdd<T>(d1, x, c12);
      x = v128.load(from + offset3);
      c03 = multiplyAdd<T>(d0, x, c03);
      c13 = multiplyAdd<T>(d1, x, c13);
      x = v128.load(from + offset4);
      c04 = multiplyAdd<T>(d0, x, c04);
      c14 = multiplyAdd<T>(d1, x, c14);
      x = v128.load(from + offset5);
      c05 = multiplyAdd<T>(d0, x, c05);
      c15 = multiplyAdd<T>(d1, x, c15);
    }
    if (whole < bytes) {
      const d0 = v128.and(mask, v128.load(at));
      const d1 = v128.and(mask, v128.load(at + step));
      let x = v128.and(mask, v128.load(from + offset0));
      c00 = multiplyAdd<T>(d0, x, c00);
      c10 = multiplyAdd<T>(d1, x, c10);
      x = v128.and(mask, v128.load(from + offset1));
      c01 = multiplyAdd<T>(d0, x, c01);
      c11 = multiplyAdd<T>(d1, x, c11);
      x = v128.and(mask, v128.load(from + offset2));
      c02 = multiplyAdd<T>(d0, x, c02);
      c12 = multiplyAdd<T>(d1, x, c12);
      x = v128.and(mask, v128.load(from + offset3));
      c03 = multiplyAdd<T>(d0, x, c03);
      c13 = multiplyAdd<T>(d1, x, c13);
      x = v128.and(mask, v128.load(from + offset4));
      c04 = multiplyAdd<T>(d0, x, c04);
      c14 = multiplyAdd<T>(d1, x, c14);
      x = v128.and(mask, v128.load(from + offset5));
      c05 = multiplyAdd<T>(d0, x, c05);
      c15 = multiplyAdd<T>(d1, x, c15);
    }
    dy += bytes;
    image += pitch;
  }
  addSum<T>(sums, c00, accumulate);
  if (width > 1) addSum<T>(sums + sizeof<T>(), c01, accumulate);
  if (width > 2) addSum<T>(sums + 2 * sizeof<T>(), c02, accumulate);
  if (width > 3) addSum<T>(sums + 3 * sizeof<T>(), c03, accumulate);
  if (width > 4) addSum<T>(sums + 4 * sizeof<T>(), c04, accumulate);
  if (width > 5) addSum<T>(sums + 5 * sizeof<T>(), c05, accumulate);
  if (height < 2) return;
  addSum<T>(sums + row, c10, accumulate);
  if (width > 1) addSum<T>(sums + row + sizeof<T>(), c11, accumulate);
  if (width > 2) addSum<T>(sums + row + 2 * sizeof<T>(), c12, accumulate);
  if (width > 3) addSum<T>(sums + row + 3 * sizeof<T>(), c13, accumulate);
  if (width > 4) addSum<T>(sums + row + 4 * sizeof<T>(), c14, accumulate);
  if (width > 5) addSum<T>(sums + row + 5 * sizeof<T>(), c15, accumulate);
}

/** One output and nine taps: what a depthwise convolution needs. */
function oneByNine<T>(
  width: i32, dy: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, sums: usize, accumulate: bool,
): void {
  const offset0 = tap(offsets, 0);
  const offset1 = tap(offsets, min(1, width - 1));
  const offset2 = tap(offsets, min(2, width - 1));
  const offset3 = tap(offsets, min(3, width - 1));
  const offset4 = tap(offsets, min(4, width - 1));
  const offset5 = tap(offsets, min(5, width - 1));
  const offset6 = tap(offsets, min(6, width - 1));
  const offset7 = tap(offsets, min(7, width - 1));
  const offset8 = tap(offsets, min(8, width - 1));
  const bytes = <usize>columns * sizeof<T>();
  const whole = bytes & ~15;
  const mask = betweenLanes<T>(0, <i32>((bytes - whole) / sizeof<T>()));
  const zero = v128.splat<T>(<T>0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero, c8 = zero;
  for (let y = 0; y < rows; y++) {
    let at = dy;
    let from = image;
    for (const end = dy + whole; at < end; at += 16, from += 16) {
      const d = v128.load(at);
      c0 = multiplyAdd<T>(d, v128.load(from + offset0), c0);
      c1 = multiplyAdd<T>(d, v128.load(from + offset1), c1);
      c2 = multiplyAdd<T>(d, v128.load(from + offset2), c2);
      c3 = multiplyAdd<T>(d, v128.load(from + offset3), c3);
      c4 = multiplyAdd<T>(d, v128.load(from + offset4), c4);
      c5 = multiplyAdd<T>(d, v128.load(from + offset5), c5);
      c6 = multiplyAdd<T>(d, v128.load(from + offset6), c6);
      c7 = multiplyAdd<T>(d, v128.load(from + offset7), c7);
      c8 = multiplyAdd<T>(d, v128.load(from + offset8), c8);
    }
    if (whole < bytes) {
      const d = v128.and(mask, v128.load(at));
      c0 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset0)), c0);
      c1 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset1)), c1);
      c2 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset2)), c2);
      c3 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset3)), c3);
      c4 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset4)), c4);
      c5 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset5)), c5);
      c6 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset6)), c6);
      c7 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset7)), c7);
      c8 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset8)), c8);
    }
    dy += bytes;
    image += pitch;
  }
  addSum<T>(sums, c0, accumulate);
  if (width > 1) addSum<T>(sums + sizeof<T>(), c1, accumulate);
  if (width > 2) addSum<T>(sums + 2 * sizeof<T>(), c2, accumulate);
  if (width > 3) addSum<T>(sums + 3 * sizeof<T>(), c3, accumulate);
  if (width > 4) addSum<T>(sums + 4 * sizeof<T>(), c4, accumulate);
  if (width > 5) addSum<T>(sums + 5 * sizeof<T>(), c5, accumulate);
  if (width > 6) addSum<T>(sums + 6 * sizeof<T>(), c6, accumulate);
  if (width > 7) addSum<T>(sums + 7 * sizeof<T>(), c7, accumulate);
  if (width > 8) addSum<T>(sums + 8 * sizeof<T>(), c8, accumulate);
}
