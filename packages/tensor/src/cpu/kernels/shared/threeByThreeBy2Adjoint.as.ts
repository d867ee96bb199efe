import { betweenLanes } from "./lanes.as";
import { multiplyAdd } from "./tile.as";

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
