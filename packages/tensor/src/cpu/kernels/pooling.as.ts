import { average, averageGradient } from "./shared/average.as";
import { maxIndices } from "./shared/maxIndices.as";

// @ts-ignore: decorator
@inline
function gatherPlanes<T>(begin: i32, end: i32, x: usize, size: i32, indices: usize, count: i32, out: usize): void {
  x += <usize>(begin * size) * sizeof<T>();
  indices += <usize>(begin * count) << 2;
  out += <usize>(begin * count) * sizeof<T>();
  for (let p = begin; p < end; p++, x += <usize>size * sizeof<T>()) {
    for (let i = 0; i < count; i++, indices += 4, out += sizeof<T>()) {
      store<T>(out, load<T>(x + <usize>load<u32>(indices) * sizeof<T>()));
    }
  }
}

// @ts-ignore: decorator
@inline
function scatterPlanes<T>(begin: i32, end: i32, dy: usize, size: i32, indices: usize, count: i32, out: usize): void {
  const plane = <usize>size * sizeof<T>();
  dy += <usize>(begin * count) * sizeof<T>();
  indices += <usize>(begin * count) << 2;
  out += <usize>begin * plane;
  for (let p = begin; p < end; p++, out += plane) {
    // A plane at a time: it is still in the cache when the elements come.
    memory.fill(out, 0, plane);
    for (let i = 0; i < count; i++, indices += 4, dy += sizeof<T>()) {
      const at = out + <usize>load<u32>(indices) * sizeof<T>();
      store<T>(at, <T>(load<T>(at) + load<T>(dy)));
    }
  }
}

export function maxIndices32(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  maxIndices<f32>(begin, end, x, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left);
}

export function maxIndices64(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32,
): void {
  maxIndices<f64>(begin, end, x, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left);
}

export function gatherPlanes32(
  begin: i32, end: i32, x: usize, size: i32, indices: usize, count: i32, out: usize,
): void {
  gatherPlanes<f32>(begin, end, x, size, indices, count, out);
}

export function gatherPlanes64(
  begin: i32, end: i32, x: usize, size: i32, indices: usize, count: i32, out: usize,
): void {
  gatherPlanes<f64>(begin, end, x, size, indices, count, out);
}

export function scatterPlanes32(
  begin: i32, end: i32, dy: usize, size: i32, indices: usize, count: i32, out: usize,
): void {
  scatterPlanes<f32>(begin, end, dy, size, indices, count, out);
}

export function scatterPlanes64(
  begin: i32, end: i32, dy: usize, size: i32, indices: usize, count: i32, out: usize,
): void {
  scatterPlanes<f64>(begin, end, dy, size, indices, count, out);
}

export function average32(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  average<f32>(
    begin, end, x, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole,
  );
}

export function average64(
  begin: i32, end: i32, x: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  average<f64>(
    begin, end, x, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole,
  );
}

export function averageGradient32(
  begin: i32, end: i32, dy: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  averageGradient<f32>(
    begin, end, dy, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole,
  );
}

export function averageGradient64(
  begin: i32, end: i32, dy: usize, height: i32, width: i32, out: usize, outHeight: i32, outWidth: i32,
  sizeY: i32, sizeX: i32, stepY: i32, stepX: i32, top: i32, left: i32, whole: bool,
): void {
  averageGradient<f64>(
    begin, end, dy, height, width, out, outHeight, outWidth, sizeY, sizeX, stepY, stepX, top, left, whole,
  );
}
