import { addSum, betweenLanes } from "./lanes.as";
import { multiplyAdd } from "./tile.as";

// Depthwise convolutions by 3×3 taps in steps of two, as threeByThree.as.ts has them in steps of one.

/** Every second element, from the first on. */
// @ts-ignore: decorator
@inline
function evens<T>(from: usize): v128 {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 0, 2, 4, 6) : v128.shuffle<i64>(low, high, 0, 2);
}

// @ts-ignore: decorator
@inline
function odds<T>(from: usize): v128 {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 1, 3, 5, 7) : v128.shuffle<i64>(low, high, 1, 3);
}

/** From the third on: the evens moved by one. */
// @ts-ignore: decorator
@inline
function nextEvens<T>(even: v128, from: usize): v128 {
  const last = v128.load_splat<T>(from, 32);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(even, last, 1, 2, 3, 4) : v128.shuffle<i64>(even, last, 1, 2);
}

/** Lanes whose places first + 2·lane are 0 ... extent - 1, of the first `count`. */
// @ts-ignore: decorator
@inline
function insideBy2<T>(first: i32, extent: i32, count: i32): v128 {
  return betweenLanes<T>((1 - first) >> 1, min(count, (extent - first + 1) >> 1));
}

/** out[y][x] = Σ over u, v of w[u][v] · plane[2y + u - top][2x + v - left], 0 outside. */
export function threeByThreeBy2<T>(
  w: usize, plane: usize, height: i32, width: i32, top: i32, left: i32, out: usize, rows: i32, columns: i32,
): void {
  const lanes = 16 / <i32>sizeof<T>();
  for (let x = 0; x < columns; x += lanes) {
    x = min(x, columns - lanes);
    const first = 2 * x - left;
    const from = plane + first * <i32>sizeof<T>();
    const to = out + <usize>x * sizeof<T>();
    if (first >= 0 && first + 2 * lanes < width) column<T>(false, w, from, height, width, top, first, to, rows, columns);
    else column<T>(true, w, from, height, width, top, first, to, rows, columns);
  }
}

/** `masks`, a constant of the call site, says that some lanes lie outside of the plane. */
// @ts-ignore: decorator
@inline
function column<T>(
  masks: bool, w: usize, from: usize, height: i32, width: i32, top: i32, first: i32, to: usize, rows: i32, columns: i32,
): void {
  const w00 = v128.load_splat<T>(w);
  const w01 = v128.load_splat<T>(w, sizeof<T>());
  const w02 = v128.load_splat<T>(w, 2 * sizeof<T>());
  const w10 = v128.load_splat<T>(w, 3 * sizeof<T>());
  const w11 = v128.load_splat<T>(w, 4 * sizeof<T>());
  const w12 = v128.load_splat<T>(w, 5 * sizeof<T>());
  const w20 = v128.load_splat<T>(w, 6 * sizeof<T>());
  const w21 = v128.load_splat<T>(w, 7 * sizeof<T>());
  const w22 = v128.load_splat<T>(w, 8 * sizeof<T>());
  const lanes = 16 / <i32>sizeof<T>();
  const mask0 = insideBy2<T>(first, width, lanes);
  const mask1 = insideBy2<T>(first + 1, width, lanes);
  const mask2 = insideBy2<T>(first + 2, width, lanes);
  const row = <usize>width * sizeof<T>();
  let sum = v128.splat<T>(<T>0);
  if (top == 0) {
    const at = from;
    let x0 = evens<T>(at);
    let x1 = odds<T>(at);
    let x2 = nextEvens<T>(x0, at);
    if (masks) {
      x0 = v128.and(mask0, x0);
      x1 = v128.and(mask1, x1);
      x2 = v128.and(mask2, x2);
    }
    sum = multiplyAdd<T>(w02, x2, multiplyAdd<T>(w01, x1, v128.mul<T>(w00, x0)));
  }
  // Of row r, the middle one of the outputs' windows, and the next, which is also the first of the next outputs.
  let r = 1 - top;
  let at = from + r * <i32>row;
  for (let y = 0; y < rows; y++, r += 2, at += 2 * row, to += <usize>columns * sizeof<T>()) {
    if (r >= 0 && r < height) {
      let x0 = evens<T>(at);
      let x1 = odds<T>(at);
      let x2 = nextEvens<T>(x0, at);
      if (masks) {
        x0 = v128.and(mask0, x0);
        x1 = v128.and(mask1, x1);
        x2 = v128.and(mask2, x2);
      }
      sum = multiplyAdd<T>(w12, x2, multiplyAdd<T>(w11, x1, multiplyAdd<T>(w10, x0, sum)));
    }
    const next = at + row;
    if (r + 1 >= 0 && r + 1 < height) {
      let x0 = evens<T>(next);
      let x1 = odds<T>(next);
      let x2 = nextEvens<T>(x0, next);
      if (masks) {
        x0 = v128.and(mask0, x0);
        x1 = v128.and(mask1, x1);
        x2 = v128.and(mask2, x2);
      }
      v128.store(to, multiplyAdd<T>(w22, x2, multiplyAdd<T>(w21, x1, multiplyAdd<T>(w20, x0, sum))));
      sum = multiplyAdd<T>(w02, x2, multiplyAdd<T>(w01, x1, v128.mul<T>(w00, x0)));
    } else {
      v128.store(to, sum);
      sum = v128.splat<T>(<T>0);
    }
  }
}

/**
 * The gradient by the plane: out[i][j] = Σ of w[u][v] · dy[y][x] over 2y + u - top = i and 2x + v - left = j. Each vector of
 * dy gives two of even places (taps 0 and 2, the latter with dy one place before) and odd ones, which are stored
 * interleaved; a column that no pair covers is stored alone. There are two columns more than a pair has, or more.
 */
export function threeByThreeBy2Adjoint<T>(
  w: usize, dy: usize, height: i32, width: i32, top: i32, left: i32, out: usize, rows: i32, columns: i32,
): void {
  const lanes = 16 / <i32>sizeof<T>();
  const odd = left & 1;
  const last = columns - 2 * lanes - ((columns - odd) & 1);
  if (odd) pairs<T>(true, w, dy, height, width, top, left, 0, out, rows, columns);
  if (last + 2 * lanes < columns) pairs<T>(true, w, dy, height, width, top, left, columns - 1, out, rows, columns);
  for (let j = odd; j < last + 2 * lanes; j += 2 * lanes) {
    j = min(j, last);
    pairs<T>(false, w, dy, height, width, top, left, j, out, rows, columns);
  }
}

/** Columns j ... j + 2·lanes - 1 of the gradient, of which the first is even; `alone`, a constant, column j only. */
// @ts-ignore: decorator
@inline
function pairs<T>(
  alone: bool, w: usize, dy: usize, height: i32, width: i32, top: i32, left: i32, j: i32, out: usize, rows: i32,
  columns: i32,
): void {
  const w00 = v128.load_splat<T>(w);
  const w01 = v128.load_splat<T>(w, sizeof<T>());
  const w02 = v128.load_splat<T>(w, 2 * sizeof<T>());
  const w10 = v128.load_splat<T>(w, 3 * sizeof<T>());
  const w11 = v128.load_splat<T>(w, 4 * sizeof<T>());
  const w12 = v128.load_splat<T>(w, 5 * sizeof<T>());
  const w20 = v128.load_splat<T>(w, 6 * sizeof<T>());
  const w21 = v128.load_splat<T>(w, 7 * sizeof<T>());
  const w22 = v128.load_splat<T>(w, 8 * sizeof<T>());
  const x = (j + left) >> 1;
  const isOdd = ((j + left) & 1) != 0;
  const mask = betweenLanes<T>(-x, width - x);
  const before = betweenLanes<T>(1 - x, width + 1 - x);
  const row = <usize>columns * sizeof<T>();
  const zero = v128.splat<T>(<T>0);
  let even = zero, odd = zero;
  let from = dy + x * <i32>sizeof<T>();
  let to = out + <usize>j * sizeof<T>() - top * <i32>row;
  for (let i = -top, y = 0; i < rows; i += 2, y++, to += 2 * row, from += <usize>width * sizeof<T>()) {
    let d = zero, b = zero;
    if (y < height) {
      d = v128.and(mask, v128.load(from));
      b = v128.and(before, v128.load(from - sizeof<T>()));
    }
    const even0 = multiplyAdd<T>(w02, b, multiplyAdd<T>(w00, d, even));
    const odd0 = multiplyAdd<T>(w01, d, odd);
    const even1 = multiplyAdd<T>(w12, b, v128.mul<T>(w10, d));
    const odd1 = v128.mul<T>(w11, d);
    even = multiplyAdd<T>(w22, b, v128.mul<T>(w20, d));
    odd = v128.mul<T>(w21, d);
    if (alone) {
      if (i >= 0) v128.store_lane<T>(to, isOdd ? odd0 : even0, 0);
      if (i + 1 >= 0 && i + 1 < rows) v128.store_lane<T>(to + row, isOdd ? odd1 : even1, 0);
    } else {
      if (i >= 0) interleave<T>(to, even0, odd0);
      if (i + 1 >= 0 && i + 1 < rows) interleave<T>(to + row, even1, odd1);
    }
  }
}

// @ts-ignore: decorator
@inline
function interleave<T>(to: usize, even: v128, odd: v128): void {
  v128.store(to, sizeof<T>() == 4 ? v128.shuffle<i32>(even, odd, 0, 4, 1, 5) : v128.shuffle<i64>(even, odd, 0, 2));
  v128.store(to, sizeof<T>() == 4 ? v128.shuffle<i32>(even, odd, 2, 6, 3, 7) : v128.shuffle<i64>(even, odd, 1, 3), 16);
}

/** The gradient by the taps: sums[u][v] (+)= Σ over y, x of dy[y][x] · plane[2y + u - top][2x + v - left], 0 outside. */
export function threeByThreeBy2Dots<T>(
  dy: usize, rows: i32, columns: i32, plane: usize, height: i32, width: i32, top: i32, left: i32, sums: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero, c20 = zero, c21 = zero, c22 = zero;
  const lanes = 16 / <i32>sizeof<T>();
  const dyRow = <usize>columns * sizeof<T>();
  const row = <usize>width * sizeof<T>();
  // Those rows of dy whose windows and the one before lie inside.
  const begin = max(1, (top + 1) >> 1);
  const end = max(begin, min(rows, (height + top) >> 1));
  for (let x = 0; x < columns; x += lanes) {
    const first = 2 * x - left;
    const mask = betweenLanes<T>(0, columns - x);
    const mask0 = insideBy2<T>(first, width, columns - x);
    const mask1 = insideBy2<T>(first + 1, width, columns - x);
    const mask2 = insideBy2<T>(first + 2, width, columns - x);
    const start = plane + first * <i32>sizeof<T>();
    let at = dy + <usize>x * sizeof<T>() + <usize>begin * dyRow;
    let from = start + (2 * begin - top) * <i32>row;
    let before = begin < end ? v128.and(mask, v128.load(at - dyRow)) : zero;
    for (let y = begin; y < end; y++, at += dyRow, from += 2 * row) {
      const d = v128.and(mask, v128.load(at));
      const x0 = evens<T>(from);
      const x2 = v128.and(mask2, nextEvens<T>(x0, from));
      const a = v128.and(mask0, x0);
      c00 = multiplyAdd<T>(d, a, c00);
      c20 = multiplyAdd<T>(before, a, c20);
      c02 = multiplyAdd<T>(d, x2, c02);
      c22 = multiplyAdd<T>(before, x2, c22);
      const x1 = v128.and(mask1, odds<T>(from));
      c01 = multiplyAdd<T>(d, x1, c01);
      c21 = multiplyAdd<T>(before, x1, c21);
      const next = from + row;
      const y0 = evens<T>(next);
      c10 = multiplyAdd<T>(d, v128.and(mask0, y0), c10);
      c12 = multiplyAdd<T>(d, v128.and(mask2, nextEvens<T>(y0, next)), c12);
      c11 = multiplyAdd<T>(d, v128.and(mask1, odds<T>(next)), c11);
      before = d;
    }
    for (let y = 0; y <= rows; y++) {
      if (y == begin) y = end;
      const r = 2 * y - top;
      from = start + r * <i32>row;
      at = dy + <usize>x * sizeof<T>() + <usize>y * dyRow;
      if (r >= 0 && r < height) {
        const x0 = evens<T>(from);
        const x2 = v128.and(mask2, nextEvens<T>(x0, from));
        const x1 = v128.and(mask1, odds<T>(from));
        const a = v128.and(mask0, x0);
        if (y < rows) {
          const d = v128.and(mask, v128.load(at));
          c00 = multiplyAdd<T>(d, a, c00);
          c01 = multiplyAdd<T>(d, x1, c01);
          c02 = multiplyAdd<T>(d, x2, c02);
        }
        if (y > 0) {
          const b = v128.and(mask, v128.load(at - dyRow));
          c20 = multiplyAdd<T>(b, a, c20);
          c21 = multiplyAdd<T>(b, x1, c21);
          c22 = multiplyAdd<T>(b, x2, c22);
        }
      }
      if (y < rows && r + 1 >= 0 && r + 1 < height) {
        const next = from + row;
        const d = v128.and(mask, v128.load(at));
        const y0 = evens<T>(next);
        c10 = multiplyAdd<T>(d, v128.and(mask0, y0), c10);
        c11 = multiplyAdd<T>(d, v128.and(mask1, odds<T>(next)), c11);
        c12 = multiplyAdd<T>(d, v128.and(mask2, nextEvens<T>(y0, next)), c12);
      }
    }
  }
  addSum<T>(sums, c00, accumulate);
  addSum<T>(sums + sizeof<T>(), c01, accumulate);
  addSum<T>(sums + 2 * sizeof<T>(), c02, accumulate);
  addSum<T>(sums + 3 * sizeof<T>(), c10, accumulate);
  addSum<T>(sums + 4 * sizeof<T>(), c11, accumulate);
  addSum<T>(sums + 5 * sizeof<T>(), c12, accumulate);
  addSum<T>(sums + 6 * sizeof<T>(), c20, accumulate);
  addSum<T>(sums + 7 * sizeof<T>(), c21, accumulate);
  addSum<T>(sums + 8 * sizeof<T>(), c22, accumulate);
}
