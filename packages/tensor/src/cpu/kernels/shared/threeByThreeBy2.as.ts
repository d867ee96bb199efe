import { evens, insideBy2, nextEvens, odds } from "./byTwo.as";
import { multiplyAdd } from "./tile.as";

// Depthwise convolutions by 3×3 taps in steps of two, as threeByThree.as.ts has them in steps of one.

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
