import { loadStepped, windowsBefore, windowsInside } from "./fourWindows.as";

/**
 * The mean of each window of planes begin ... end, over its whole area or over what lies inside the plane. A window that
 * spans rows is summed as one run; of others float32 takes four of a row at once where they lie inside it, the last four
 * again where fewer are left.
 */
// @ts-ignore: decorator
@inline
export function average<T>(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const first = windowsBefore(left, stepX);
  const last = sizeof<T>() == 4 ? windowsInside(width, left, sizeX, stepX, outWidth) : 0;
  x += <usize>begin * plane;
  out += <usize>(begin * outHeight * outWidth) * sizeof<T>();
  for (let p = begin; p < end; p++, x += plane) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ) {
        const four = ox >= first && ox < last && first + 4 <= last;
        const back = four ? max(0, ox + 4 - last) : 0;
        const from = (ox - back) * stepX - left;
        const x0 = max(0, from);
        const x1 = min(width, from + sizeX);
        const count = <T>(whole ? sizeY * sizeX : (y1 - y0) * (x1 - x0));
        const at = x + <usize>(y0 * width + x0) * sizeof<T>();
        if (four) {
          const sums = fourSums(at, y1 - y0, sizeX, stepX, <usize>width << 2);
          v128.store(out - (back << 2), f32x4.div(sums, f32x4.splat(<f32>count)));
          ox += 4 - back;
          out += (4 - back) << 2;
          continue;
        }
        let total: T = 0;
        if (x1 - x0 == width) total = runSum<T>(at, (y1 - y0) * width);
        else {
          for (let i = y0; i < y1; i++) {
            for (let j = x0; j < x1; j++) total += load<T>(x + <usize>(i * width + j) * sizeof<T>());
          }
        }
        store<T>(out, <T>(total / count));
        ox++;
        out += sizeof<T>();
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function fourSums(at: usize, rows: i32, size: i32, step: i32, row: usize): v128 {
  let sums = f32x4.splat(0);
  for (let i = 0; i < rows; i++, at += row) {
    for (let j = 0; j < size; j++) sums = f32x4.add(sums, loadStepped(at + (<usize>j << 2), step));
  }
  return sums;
}

// @ts-ignore: decorator
@inline
function runSum<T>(at: usize, count: i32): T {
  const end = at + <usize>count * sizeof<T>();
  let low = v128.splat<T>(<T>0);
  let high = low;
  for (; at + 32 <= end; at += 32) {
    low = v128.add<T>(low, v128.load(at));
    high = v128.add<T>(high, v128.load(at, 16));
  }
  low = v128.add<T>(low, high);
  let total: T = <T>(v128.extract_lane<T>(low, 0) + v128.extract_lane<T>(low, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(low, 2) + v128.extract_lane<T>(low, 3));
  for (; at < end; at += sizeof<T>()) total += load<T>(at);
  return total;
}

/** The adjoint of `average`: each window's dy spread evenly over it. */
// @ts-ignore: decorator
@inline
export function averageGradient<T>(
  begin: i32, end: i32, dy: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const halves = sizeof<T>() == 4 && sizeX == 2 && stepX == 2 && sizeY <= stepY;
  const first = windowsBefore(left, stepX);
  const last = halves ? windowsInside(width, left, sizeX, stepX, outWidth) : 0;
  dy += <usize>(begin * outHeight * outWidth) * sizeof<T>();
  out += <usize>begin * plane;
  memory.fill(out, 0, <usize>(end - begin) * plane);
  for (let p = begin; p < end; p++, out += plane) {
    for (let oy = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * stepY - top);
      const y1 = min(height, oy * stepY - top + sizeY);
      for (let ox = 0; ox < outWidth; ) {
        const four = ox >= first && ox < last && first + 4 <= last;
        const back = four ? max(0, ox + 4 - last) : 0;
        const from = (ox - back) * stepX - left;
        const x0 = max(0, from);
        const x1 = min(width, from + sizeX);
        const count = <T>(whole ? sizeY * sizeX : (y1 - y0) * (x1 - x0));
        if (four) {
          const parts = f32x4.div(v128.load(dy - (back << 2)), f32x4.splat(<f32>count));
          for (let i = y0; i < y1; i++) {
            const at = out + (<usize>(i * width + x0) << 2);
            v128.store(at, v128.shuffle<i32>(parts, parts, 0, 0, 1, 1));
            v128.store(at, v128.shuffle<i32>(parts, parts, 2, 2, 3, 3), 16);
          }
          ox += 4 - back;
          dy += (4 - back) << 2;
          continue;
        }
        const part = <T>(load<T>(dy) / count);
        for (let i = y0; i < y1; i++) addTo<T>(out + <usize>(i * width + x0) * sizeof<T>(), x1 - x0, part);
        ox++;
        dy += sizeof<T>();
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addTo<T>(at: usize, count: i32, part: T): void {
  const end = at + <usize>count * sizeof<T>();
  for (; at + 16 <= end; at += 16) v128.store(at, v128.add<T>(v128.load(at), v128.splat<T>(part)));
  for (; at < end; at += sizeof<T>()) store<T>(at, <T>(load<T>(at) + part));
}
