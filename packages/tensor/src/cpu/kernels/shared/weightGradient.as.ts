import { multiplyAdd } from "./tile.as";

/** Output positions at a time: four rows of dy and three of the image stay in the first cache. */
const positionBlock: i32 = 1024;

/**
 * The gradient by the weights from spread images, `imageBytes` apart, and dy, both by image and group:
 *   dw[i][k] (+)= Σ over images, y, x of dy[i][y][x] · image[offsets[k] + y·pitch + x].
 * An item is a group and of its m outputs a block of four; the images are added in their order. dy's rows are contiguous,
 * channels `dyChannel` bytes apart; `pitch` in bytes. Sums run in vectors along x.
 */
// @ts-ignore: decorator
@inline
export function weightGradientRows<T>(
  begin: i32, end: i32, images: i32, groups: i32, m: i32, depth: i32, dy: usize, dyChannel: usize,
  image: usize, imageBytes: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, dw: usize, accumulate: bool,
): void {
  const blocks = (m + 3) / 4;
  const row = <usize>depth * sizeof<T>();
  for (let item = begin; item < end; item++) {
    const group = item / blocks;
    const first = (item % blocks) * 4;
    const height = min(4, m - first);
    const to = dw + <usize>(group * m + first) * row;
    if (!accumulate) memory.fill(to, 0, <usize>height * row);
    for (let n = 0; n < images; n++) {
      const index = n * groups + group;
      addImage<T>(
        height, depth, dy + <usize>(index * m + first) * dyChannel, dyChannel, image + <usize>index * imageBytes,
        offsets, rows, columns, pitch, to, row,
      );
    }
  }
}

/** Adds one image's part to up to four rows of dw. */
function addImage<T>(
  height: i32, depth: i32, dy: usize, dyChannel: usize, image: usize, offsets: usize, rows: i32, columns: i32,
  pitch: usize, dw: usize, dwRow: usize,
): void {
  const step = max(1, positionBlock / columns);
  const dyRow = <usize>columns * sizeof<T>();
  for (let y = 0; y < rows; y += step) {
    const count = min(step, rows - y);
    const from = image + <usize>y * pitch;
    const d = dy + <usize>y * dyRow;
    const taps = height == 1 ? 5 : 3;
    for (let k = 0; k < depth; k += taps) {
      const table = offsets + (<usize>k << 2);
      const to = dw + <usize>k * sizeof<T>();
      if (height == 1) oneByFive<T>(min(5, depth - k), d, from, table, count, columns, pitch, to);
      else fourByThree<T>(height, min(3, depth - k), d, dyChannel, from, table, count, columns, pitch, to, dwRow);
    }
  }
}

/** Ones in the first `lanes` lanes. */
// @ts-ignore: decorator
@inline
function firstLanes<T>(lanes: i32): v128 {
  return sizeof<T>() == 4
    ? i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(lanes))
    : i64x2.lt_s(i64x2(0, 1), i64x2.splat(lanes));
}

// @ts-ignore: decorator
@inline
function addSum<T>(at: usize, v: v128): void {
  let total: T = <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3));
  store<T>(at, <T>(load<T>(at) + total));
}

// @ts-ignore: decorator
@inline
function tap(offsets: usize, index: i32): usize {
  return load<u32>(offsets + (<usize>index << 2));
}

/** The last part of a row is masked on both sides, so that an infinity beyond it can't make 0·∞. */
function fourByThree<T>(
  height: i32, width: i32, dy: usize, dyChannel: usize, image: usize, offsets: usize, rows: i32, columns: i32,
  pitch: usize, dw: usize, dwRow: usize,
): void {
  // Beyond the edge the last row or tap stands in, and isn't written.
  const step1 = height > 1 ? dyChannel : 0;
  const step2 = height > 2 ? 2 * dyChannel : 0;
  const step3 = height > 3 ? 3 * dyChannel : 0;
  const offset0 = tap(offsets, 0);
  const offset1 = tap(offsets, min(1, width - 1));
  const offset2 = tap(offsets, min(2, width - 1));
  const bytes = <usize>columns * sizeof<T>();
  const whole = bytes & ~15;
  const mask = firstLanes<T>(<i32>((bytes - whole) / sizeof<T>()));
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero;
  let c20 = zero, c21 = zero, c22 = zero, c30 = zero, c31 = zero, c32 = zero;
  for (let y = 0; y < rows; y++) {
    let at = dy;
    let from = image;
    for (const end = dy + whole; at < end; at += 16, from += 16) {
      const x0 = v128.load(from + offset0);
      const x1 = v128.load(from + offset1);
      const x2 = v128.load(from + offset2);
      let d = v128.load(at);
      c00 = multiplyAdd<T>(d, x0, c00);
      c01 = multiplyAdd<T>(d, x1, c01);
      c02 = multiplyAdd<T>(d, x2, c02);
      d = v128.load(at + step1);
      c10 = multiplyAdd<T>(d, x0, c10);
      c11 = multiplyAdd<T>(d, x1, c11);
      c12 = multiplyAdd<T>(d, x2, c12);
      d = v128.load(at + step2);
      c20 = multiplyAdd<T>(d, x0, c20);
      c21 = multiplyAdd<T>(d, x1, c21);
      c22 = multiplyAdd<T>(d, x2, c22);
      d = v128.load(at + step3);
      c30 = multiplyAdd<T>(d, x0, c30);
      c31 = multiplyAdd<T>(d, x1, c31);
      c32 = multiplyAdd<T>(d, x2, c32);
    }
    if (whole < bytes) {
      const x0 = v128.and(mask, v128.load(from + offset0));
      const x1 = v128.and(mask, v128.load(from + offset1));
      const x2 = v128.and(mask, v128.load(from + offset2));
      let d = v128.and(mask, v128.load(at));
      c00 = multiplyAdd<T>(d, x0, c00);
      c01 = multiplyAdd<T>(d, x1, c01);
      c02 = multiplyAdd<T>(d, x2, c02);
      d = v128.and(mask, v128.load(at + step1));
      c10 = multiplyAdd<T>(d, x0, c10);
      c11 = multiplyAdd<T>(d, x1, c11);
      c12 = multiplyAdd<T>(d, x2, c12);
      d = v128.and(mask, v128.load(at + step2));
      c20 = multiplyAdd<T>(d, x0, c20);
      c21 = multiplyAdd<T>(d, x1, c21);
      c22 = multiplyAdd<T>(d, x2, c22);
      d = v128.and(mask, v128.load(at + step3));
      c30 = multiplyAdd<T>(d, x0, c30);
      c31 = multiplyAdd<T>(d, x1, c31);
      c32 = multiplyAdd<T>(d, x2, c32);
    }
    dy += bytes;
    image += pitch;
  }
  addThree<T>(dw, width, c00, c01, c02);
  if (height > 1) addThree<T>(dw + dwRow, width, c10, c11, c12);
  if (height > 2) addThree<T>(dw + 2 * dwRow, width, c20, c21, c22);
  if (height > 3) addThree<T>(dw + 3 * dwRow, width, c30, c31, c32);
}

// @ts-ignore: decorator
@inline
function addThree<T>(at: usize, width: i32, a: v128, b: v128, c: v128): void {
  addSum<T>(at, a);
  if (width > 1) addSum<T>(at + sizeof<T>(), b);
  if (width > 2) addSum<T>(at + 2 * sizeof<T>(), c);
}

/** One output channel and five taps: what a depthwise convolution needs. */
function oneByFive<T>(
  width: i32, dy: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, dw: usize,
): void {
  const offset0 = tap(offsets, 0);
  const offset1 = tap(offsets, min(1, width - 1));
  const offset2 = tap(offsets, min(2, width - 1));
  const offset3 = tap(offsets, min(3, width - 1));
  const offset4 = tap(offsets, min(4, width - 1));
  const bytes = <usize>columns * sizeof<T>();
  const whole = bytes & ~15;
  const mask = firstLanes<T>(<i32>((bytes - whole) / sizeof<T>()));
  const zero = v128.splat<T>(<T>0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero;
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
    }
    if (whole < bytes) {
      const d = v128.and(mask, v128.load(at));
      c0 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset0)), c0);
      c1 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset1)), c1);
      c2 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset2)), c2);
      c3 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset3)), c3);
      c4 = multiplyAdd<T>(d, v128.and(mask, v128.load(from + offset4)), c4);
    }
    dy += bytes;
    image += pitch;
  }
  addSum<T>(dw, c0);
  if (width > 1) addSum<T>(dw + sizeof<T>(), c1);
  if (width > 2) addSum<T>(dw + 2 * sizeof<T>(), c2);
  if (width > 3) addSum<T>(dw + 3 * sizeof<T>(), c3);
  if (width > 4) addSum<T>(dw + 4 * sizeof<T>(), c4);
}
