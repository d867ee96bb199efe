import { addSum, betweenLanes } from "./lanes.as";
import { multiplyAdd } from "./tile.as";

/**
 * One plane of a depthwise convolution by 3×3 taps, read where it lies:
 *   out[y][x] = Σ over u, v of w[u][v] · plane[y + u - top][x + v - left], 0 outside; 0 ≤ top ≤ 2.
 * Going down a column of vectors with all taps in registers, each row of the plane adds to three rows of outputs. The last
 * vector lies over the one before. Taps are `tapStep` bytes apart.
 */
export function threeByThree<T>(
  w: usize, tapStep: i32, plane: usize, height: i32, width: i32, top: i32, left: i32, out: usize, rows: i32, columns: i32,
): void {
  const w00 = v128.load_splat<T>(w);
  const w01 = v128.load_splat<T>(w + tapStep);
  const w02 = v128.load_splat<T>(w + 2 * tapStep);
  const w10 = v128.load_splat<T>(w + 3 * tapStep);
  const w11 = v128.load_splat<T>(w + 4 * tapStep);
  const w12 = v128.load_splat<T>(w + 5 * tapStep);
  const w20 = v128.load_splat<T>(w + 6 * tapStep);
  const w21 = v128.load_splat<T>(w + 7 * tapStep);
  const w22 = v128.load_splat<T>(w + 8 * tapStep);
  const lanes = 16 / <i32>sizeof<T>();
  for (let x = 0; x < columns; x += lanes) {
    x = min(x, columns - lanes);
    const from = plane + (x - left) * <i32>sizeof<T>();
    const to = out + <usize>x * sizeof<T>();
    const inside = x >= left && x - left + lanes + 2 <= width;
    if (inside) {
      column<T>(
        false, w00, w01, w02, w10, w11, w12, w20, w21, w22, from, height, width, top, left - x, to, rows, columns,
      );
    } else {
      column<T>(
        true, w00, w01, w02, w10, w11, w12, w20, w21, w22, from, height, width, top, left - x, to, rows, columns,
      );
    }
  }
}

/** `masks`, a constant of the call site, says that some lanes lie outside of the plane. */
// @ts-ignore: decorator
@inline
function column<T>(
  masks: bool, w00: v128, w01: v128, w02: v128, w10: v128, w11: v128, w12: v128, w20: v128, w21: v128, w22: v128,
  from: usize, height: i32, width: i32, top: i32, first: i32, to: usize, rows: i32, columns: i32,
): void {
  const mask0 = betweenLanes<T>(first, first + width);
  const mask1 = betweenLanes<T>(first - 1, first - 1 + width);
  const mask2 = betweenLanes<T>(first - 2, first - 2 + width);
  let upper = v128.splat<T>(<T>0), lower = upper;
  let y = top - 2;
  for (const last = min(height + top - 2, rows); y < last; y++, from += <usize>width * sizeof<T>()) {
    let x0 = v128.load(from);
    let x1 = v128.load(from, sizeof<T>());
    let x2 = v128.load(from, 2 * sizeof<T>());
    if (masks) {
      x0 = v128.and(mask0, x0);
      x1 = v128.and(mask1, x1);
      x2 = v128.and(mask2, x2);
    }
    if (y >= 0) {
      v128.store(to, multiplyAdd<T>(w22, x2, multiplyAdd<T>(w21, x1, multiplyAdd<T>(w20, x0, upper))));
      to += <usize>columns * sizeof<T>();
    }
    upper = multiplyAdd<T>(w12, x2, multiplyAdd<T>(w11, x1, multiplyAdd<T>(w10, x0, lower)));
    lower = multiplyAdd<T>(w02, x2, multiplyAdd<T>(w01, x1, v128.mul<T>(w00, x0)));
  }
  // Rows of zeros below the plane.
  for (; y < rows; y++, upper = lower, lower = v128.splat<T>(<T>0)) {
    if (y < 0) continue;
    v128.store(to, upper);
    to += <usize>columns * sizeof<T>();
  }
}

/**
 * The gradient by the taps: sums[u][v] (+)= Σ over y, x of dy[y][x] · plane[y + u - top][x + v - left], 0 outside, likewise.
 * Both sides are masked, so that an infinity can't make 0·∞, and no row outside is multiplied.
 */
export function threeByThreeDots<T>(
  dy: usize, rows: i32, columns: i32, plane: usize, height: i32, width: i32, top: i32, left: i32, sums: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero, c20 = zero, c21 = zero, c22 = zero;
  const lanes = 16 / <i32>sizeof<T>();
  const dyRow = <usize>columns * sizeof<T>();
  const row = <usize>width * sizeof<T>();
  // Those of the plane's rows that three rows of dy see.
  const begin = max(0, 2 - top);
  const end = max(begin, min(height, rows - top));
  const last = min(height, rows + 2 - top);
  for (let x = 0; x < columns; x += lanes) {
    const first = left - x;
    const mask = betweenLanes<T>(0, columns - x);
    const mask0 = betweenLanes<T>(first, min(columns - x, first + width));
    const mask1 = betweenLanes<T>(first - 1, min(columns - x, first - 1 + width));
    const mask2 = betweenLanes<T>(first - 2, min(columns - x, first - 2 + width));
    const start = plane + (x - left) * <i32>sizeof<T>();
    let at = dy + <usize>x * sizeof<T>() + (begin + top) * <i32>dyRow;
    let from = start + <usize>begin * row;
    let d1 = zero, d2 = zero;
    if (begin < end) {
      d1 = v128.and(mask, v128.load(at - dyRow));
      d2 = v128.and(mask, v128.load(at - 2 * dyRow));
    }
    for (let r = begin; r < end; r++, at += dyRow, from += row) {
      const d0 = v128.and(mask, v128.load(at));
      let a = v128.and(mask0, v128.load(from));
      c00 = multiplyAdd<T>(d0, a, c00);
      c10 = multiplyAdd<T>(d1, a, c10);
      c20 = multiplyAdd<T>(d2, a, c20);
      a = v128.and(mask1, v128.load(from, sizeof<T>()));
      c01 = multiplyAdd<T>(d0, a, c01);
      c11 = multiplyAdd<T>(d1, a, c11);
      c21 = multiplyAdd<T>(d2, a, c21);
      a = v128.and(mask2, v128.load(from, 2 * sizeof<T>()));
      c02 = multiplyAdd<T>(d0, a, c02);
      c12 = multiplyAdd<T>(d1, a, c12);
      c22 = multiplyAdd<T>(d2, a, c22);
      d2 = d1;
      d1 = d0;
    }
    for (let r = 0; r < last; r++) {
      if (r == begin) r = end;
      if (r >= last) break;
      from = start + <usize>r * row;
      at = dy + <usize>x * sizeof<T>() + (r + top) * <i32>dyRow;
      const a0 = v128.and(mask0, v128.load(from));
      const a1 = v128.and(mask1, v128.load(from, sizeof<T>()));
      const a2 = v128.and(mask2, v128.load(from, 2 * sizeof<T>()));
      if (r + top >= 0 && r + top < rows) {
        const d = v128.and(mask, v128.load(at));
        c00 = multiplyAdd<T>(d, a0, c00);
        c01 = multiplyAdd<T>(d, a1, c01);
        c02 = multiplyAdd<T>(d, a2, c02);
      }
      if (r + top - 1 >= 0 && r + top - 1 < rows) {
        const d = v128.and(mask, v128.load(at - dyRow));
        c10 = multiplyAdd<T>(d, a0, c10);
        c11 = multiplyAdd<T>(d, a1, c11);
        c12 = multiplyAdd<T>(d, a2, c12);
      }
      if (r + top - 2 >= 0 && r + top - 2 < rows) {
        const d = v128.and(mask, v128.load(at - 2 * dyRow));
        c20 = multiplyAdd<T>(d, a0, c20);
        c21 = multiplyAdd<T>(d, a1, c21);
        c22 = multiplyAdd<T>(d, a2, c22);
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
