import { finishPlanes } from "./shared/finishPlanes.as";
import { threeByThree, threeByThreeDots } from "./shared/threeByThree.as";

/** Planes begin ... end of images of so many channels, each with its 3×3 taps, from the `first` on (bytes). */
// @ts-ignore: decorator
@inline
function depthwise<T>(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, first: i32,
  tapStep: i32, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const outPlane = <usize>(rows * columns) * sizeof<T>();
  let channel = begin % channels;
  for (let p: usize = begin; p < <usize>end; p++, channel = channel + 1 < channels ? channel + 1 : 0) {
    const taps = w + <usize>(channel * 9) * sizeof<T>() + first;
    const to = out + p * outPlane;
    threeByThree<T>(taps, tapStep, from + p * plane, height, width, top, left, to, rows, columns);
    if (bias || relu) finishPlanes<T>(to, 1, outPlane, bias ? bias + <usize>channel * sizeof<T>() : 0, relu);
  }
}

/** Sums of so many images a part: item = part · channels + channel, nine sums each. */
// @ts-ignore: decorator
@inline
function depthwiseParts<T>(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, images: i32,
  partImages: i32, dy: usize, rows: i32, columns: i32, sums: usize,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const dyPlane = <usize>(rows * columns) * sizeof<T>();
  for (let item = begin; item < end; ) {
    // Channels of one part together: an image's planes are read as they follow one another.
    const part = item / channels;
    const stop = min(end, (part + 1) * channels);
    const first = part * partImages;
    for (let n = first; n < min(images, first + partImages); n++) {
      for (let i = item; i < stop; i++) {
        const p = <usize>(n * channels + i - part * channels);
        const to = sums + <usize>(i * 9) * sizeof<T>();
        threeByThreeDots<T>(
          dy + p * dyPlane, rows, columns, from + p * plane, height, width, top, left, to, n > first,
        );
      }
    }
    item = stop;
  }
}

export function depthwise32(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, first: i32,
  tapStep: i32, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  depthwise<f32>(
    begin, end, from, channels, height, width, top, left, w, first, tapStep, out, rows, columns, bias, relu,
  );
}

export function depthwise64(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, first: i32,
  tapStep: i32, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  depthwise<f64>(
    begin, end, from, channels, height, width, top, left, w, first, tapStep, out, rows, columns, bias, relu,
  );
}

export function depthwiseParts32(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, images: i32,
  partImages: i32, dy: usize, rows: i32, columns: i32, sums: usize,
): void {
  depthwiseParts<f32>(
    begin, end, from, channels, height, width, top, left, images, partImages, dy, rows, columns, sums,
  );
}

export function depthwiseParts64(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, images: i32,
  partImages: i32, dy: usize, rows: i32, columns: i32, sums: usize,
): void {
  depthwiseParts<f64>(
    begin, end, from, channels, height, width, top, left, images, partImages, dy, rows, columns, sums,
  );
}
