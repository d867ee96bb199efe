import { multiplyAdd } from "./tile.as";

/** Whether nine taps are three neighbours in each of three rows. */
export function areThreeByThree<T>(depth: i32, offsets: usize, pitch: usize): bool {
  if (depth != 9) return false;
  const first = load<u32>(offsets);
  for (let k = 1; k < 9; k++) {
    const distance = <u32>(k / 3) * <u32>pitch + <u32>(k % 3) * <u32>sizeof<T>();
    if (load<u32>(offsets + (<usize>k << 2)) != first + distance) return false;
  }
  return true;
}

/**
 * out[y][x] = Σ over u, v of w[u][v] · image[(y + u)·pitch + x + v] with all taps in registers: going down a column of
 * vectors, each row of the image adds to three rows of outputs. The last vector lies over the one before.
 */
export function threeByThree<T>(
  w: usize, image: usize, rows: i32, columns: i32, pitch: usize, out: usize, rowStep: usize,
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
  for (let x = 0; x < columns; x += lanes) {
    x = min(x, columns - lanes);
    let from = image + <usize>x * sizeof<T>();
    let to = out + <usize>x * sizeof<T>();
    let upper = v128.splat<T>(<T>0), lower = upper;
    for (let y = -2; y < rows; y++, from += pitch) {
      const x0 = v128.load(from);
      const x1 = v128.load(from, sizeof<T>());
      const x2 = v128.load(from, 2 * sizeof<T>());
      if (y >= 0) {
        v128.store(to, multiplyAdd<T>(w22, x2, multiplyAdd<T>(w21, x1, multiplyAdd<T>(w20, x0, upper))));
        to += rowStep;
      }
      upper = multiplyAdd<T>(w12, x2, multiplyAdd<T>(w11, x1, multiplyAdd<T>(w10, x0, lower)));
      lower = multiplyAdd<T>(w02, x2, multiplyAdd<T>(w01, x1, v128.mul<T>(w00, x0)));
    }
  }
}

/**
 * sums[u][v] (+)= Σ over y, x of dy[y][x] · image[(y + u)·pitch + x + v], of two rows or more, down columns of vectors likewise. What is beyond
 * the end of a row is masked on both sides, so that an infinity there can't make 0·∞.
 */
export function threeByThreeDots<T>(
  dy: usize, image: usize, rows: i32, columns: i32, pitch: usize, sums: usize, accumulate: bool,
): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c02 = zero, c10 = zero, c11 = zero, c12 = zero, c20 = zero, c21 = zero, c22 = zero;
  const lanes = 16 / <i32>sizeof<T>();
  const dyRow = <usize>columns * sizeof<T>();
  for (let x = 0; x < columns; x += lanes) {
    const mask = firstLanes<T>(columns - x);
    let at = dy + <usize>x * sizeof<T>();
    let from = image + <usize>x * sizeof<T>();
    // The image's first two and last two rows see fewer rows of dy.
    let d1 = v128.and(mask, v128.load(at));
    let x: v128;
    x = v128.and(mask, v128.load(from));
    c00 = multiplyAdd<T>(d1, x, c00);
    x = v128.and(mask, v128.load(from, sizeof<T>()));
    c01 = multiplyAdd<T>(d1, x, c01);
    x = v128.and(mask, v128.load(from, 2 * sizeof<T>()));
    c02 = multiplyAdd<T>(d1, x, c02);
    at += dyRow;
    from += pitch;
    let d2 = d1;
    d1 = v128.and(mask, v128.load(at));
    x = v128.and(mask, v128.load(from));
    c00 = multiplyAdd<T>(d1, x, c00);
    c10 = multiplyAdd<T>(d2, x, c10);
    x = v128.and(mask, v128.load(from, sizeof<T>()));
    c01 = multiplyAdd<T>(d1, x, c01);
    c11 = multiplyAdd<T>(d2, x, c11);
    x = v128.and(mask, v128.load(from, 2 * sizeof<T>()));
    c02 = multiplyAdd<T>(d1, x, c02);
    c12 = multiplyAdd<T>(d2, x, c12);
    for (let y = 2; y < rows; y++) {
      at += dyRow;
      from += pitch;
      const d0 = v128.and(mask, v128.load(at));
      x = v128.and(mask, v128.load(from));
      c00 = multiplyAdd<T>(d0, x, c00);
      c10 = multiplyAdd<T>(d1, x, c10);
      c20 = multiplyAdd<T>(d2, x, c20);
      x = v128.and(mask, v128.load(from, sizeof<T>()));
      c01 = multiplyAdd<T>(d0, x, c01);
      c11 = multiplyAdd<T>(d1, x, c11);
      c21 = multiplyAdd<T>(d2, x, c21);
      x = v128.and(mask, v128.load(from, 2 * sizeof<T>()));
      c02 = multiplyAdd<T>(d0, x, c02);
      c12 = multiplyAdd<T>(d1, x, c12);
      c22 = multiplyAdd<T>(d2, x, c22);
      d2 = d1;
      d1 = d0;
    }
    from += pitch;
    x = v128.and(mask, v128.load(from));
    c10 = multiplyAdd<T>(d1, x, c10);
    c20 = multiplyAdd<T>(d2, x, c20);
    x = v128.and(mask, v128.load(from, sizeof<T>()));
    c11 = multiplyAdd<T>(d1, x, c11);
    c21 = multiplyAdd<T>(d2, x, c21);
    x = v128.and(mask, v128.load(from, 2 * sizeof<T>()));
    c12 = multiplyAdd<T>(d1, x, c12);
    c22 = multiplyAdd<T>(d2, x, c22);
    from += pitch;
    x = v128.and(mask, v128.load(from));
    c20 = multiplyAdd<T>(d1, x, c20);
    x = v128.and(mask, v128.load(from, sizeof<T>()));
    c21 = multiplyAdd<T>(d1, x, c21);
    x = v128.and(mask, v128.load(from, 2 * sizeof<T>()));
    c22 = multiplyAdd<T>(d1, x, c22);
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

/** Ones in the first `lanes` lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes<T>(lanes: i32): v128 {
  return sizeof<T>() == 4
    ? i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(lanes))
    : i64x2.lt_s(i64x2(0, 1), i64x2.splat(lanes));
}

/** The sum of the lanes. */
export function addSum<T>(at: usize, v: v128, accumulate: bool): void {
  let total: T = <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3));
  store<T>(at, accumulate ? <T>(load<T>(at) + total) : total);
}
