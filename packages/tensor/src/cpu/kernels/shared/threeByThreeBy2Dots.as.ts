import { evens, insideBy2, nextEvens, odds } from "./byTwo.as";
import { addSum, betweenLanes } from "./lanes.as";
import { multiplyAdd } from "./tile.as";

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
