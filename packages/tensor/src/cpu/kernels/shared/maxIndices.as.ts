import { loadStepped, windowsBefore, windowsInside } from "./fourWindows.as";

/**
 * For each window of planes begin ... end the flat index (row·width + column) of its maximum: the first of equals, and the
 * first NaN before all. Windows start at y·stepY - top; what lies outside the plane doesn't count. float32 takes four
 * windows of a row at once where they lie inside it, the last four again where fewer are left: a branch for each comparison would be mispredicted half the time.
 */
// @ts-ignore: decorator
@inline
export function maxIndices<T>(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const first = windowsBefore(left, stepX);
  const last = sizeof<T>() == 4 ? windowsInside(width, left, sizeX, stepX, outWidth) : 0;
  x += <usize>begin * plane;
  out += <usize>begin * <usize>(outHeight * outWidth) << 2;
  for (let p = begin; p < end; p++, x += plane) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ) {
        if (ox >= first && ox < last && first + 4 <= last) {
          const back = max(0, ox + 4 - last);
          const x0 = (ox - back) * stepX - left;
          const to = out - (back << 2);
          if (sizeX == 2 && stepX == 2 && y1 - y0 == 2) fourSquares(x, y0 * width + x0, width, to);
          else fourIndices(x, y0, y1, x0, sizeX, stepX, width, to);
          ox += 4 - back;
          out += (4 - back) << 2;
        } else {
          const x0 = ox * stepX - left;
          store<i32>(out, oneIndex<T>(x, y0, y1, max(0, x0), min(width, x0 + sizeX), width));
          ox++;
          out += 4;
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function oneIndex<T>(x: usize, y0: i32, y1: i32, x0: i32, x1: i32, width: i32): i32 {
  let index = y0 * width + x0;
  let best = load<T>(x + <usize>index * sizeof<T>());
  for (let i = y0; i < y1; i++) {
    const row = i * width;
    for (let at = row + x0; at < row + x1; at++) {
      const value = load<T>(x + <usize>at * sizeof<T>());
      // True for a greater value, and for a NaN unless one is already best.
      if (!(value <= best) && best == best) {
        best = value;
        index = at;
      }
    }
  }
  return index;
}

// @ts-ignore: decorator
@inline
function fourIndices(x: usize, y0: i32, y1: i32, x0: i32, size: i32, step: i32, width: i32, out: usize): void {
  const apart = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(step));
  let indices = i32x4.add(i32x4.splat(y0 * width + x0), apart);
  let best = loadStepped(x + (<usize>(y0 * width + x0) << 2), step);
  for (let i = y0; i < y1; i++) {
    const row = i * width + x0;
    for (let at = row; at < row + size; at++) {
      const value = loadStepped(x + (<usize>at << 2), step);
      const isBetter = better(value, best);
      best = v128.bitselect(value, best, isBetter);
      indices = v128.bitselect(i32x4.add(i32x4.splat(at), apart), indices, isBetter);
    }
  }
  v128.store(out, indices);
}

/** Windows of 2×2 side by side: each row's maxima, then the greater of both. */
// @ts-ignore: decorator
@inline
function fourSquares(x: usize, first: i32, width: i32, out: usize): void {
  const at = x + (<usize>first << 2);
  const below = at + (<usize>width << 2);
  const top = i32x4.add(i32x4.splat(first), i32x4(0, 2, 4, 6));
  const left = loadStepped(at, 2);
  const right = loadStepped(at + 4, 2);
  const upperIsRight = better(right, left);
  const upper = v128.bitselect(right, left, upperIsRight);
  // A true lane is -1.
  const upperIndex = i32x4.sub(top, upperIsRight);
  const left2 = loadStepped(below, 2);
  const right2 = loadStepped(below + 4, 2);
  const lowerIsRight = better(right2, left2);
  const lower = v128.bitselect(right2, left2, lowerIsRight);
  const lowerIndex = i32x4.sub(i32x4.add(top, i32x4.splat(width)), lowerIsRight);
  v128.store(out, v128.bitselect(lowerIndex, upperIndex, better(lower, upper)));
}

/** Where a value takes the place of the best before it. */
// @ts-ignore: decorator
@inline
function better(value: v128, best: v128): v128 {
  return v128.andnot(f32x4.eq(best, best), f32x4.le(value, best));
}
