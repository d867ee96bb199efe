import { finishPlanes } from "./shared/finishPlanes.as";
import { threeByThree, threeByThreeDots } from "./shared/threeByThree.as";
import { threeByThreeBy2 } from "./shared/threeByThreeBy2.as";
import { threeByThreeBy2Adjoint } from "./shared/threeByThreeBy2Adjoint.as";
import { threeByThreeBy2Dots } from "./shared/threeByThreeBy2Dots.as";

/**
 * Planes begin ... end of images of so many channels, each with its 3×3 taps, in steps of 1 or 2. With `adjoint` the
 * gradient by the planes, which in steps of 1 is the convolution with the taps turned.
 */
// @ts-ignore: decorator
@inline
function depthwise<T>(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, step: i32,
  adjoint: bool, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const outPlane = <usize>(rows * columns) * sizeof<T>();
  let channel = begin % channels;
  for (let p: usize = begin; p < <usize>end; p++, channel = channel + 1 < channels ? channel + 1 : 0) {
    const taps = w + <usize>(channel * 9) * sizeof<T>();
    const at = from + p * plane;
    const to = out + p * outPlane;
    fetch(at, plane);
    fetch(to, outPlane);
    if (step == 2) {
      if (adjoint) threeByThreeBy2Adjoint<T>(taps, at, height, width, top, left, to, rows, columns);
      else threeByThreeBy2<T>(taps, at, height, width, top, left, to, rows, columns);
    } else {
      const first = adjoint ? taps + 8 * sizeof<T>() : taps;
      const next = adjoint ? -(<i32>sizeof<T>()) : <i32>sizeof<T>();
      threeByThree<T>(first, next, at, height, width, top, left, to, rows, columns);
    }
    if (bias || relu) finishPlanes<T>(to, 1, outPlane, bias ? bias + <usize>channel * sizeof<T>() : 0, relu);
  }
}

/**
 * Reads a word of each line of a plane of several pages: columns would ask for its lines in an order that no processor
 * foresees.
 */
// @ts-ignore: decorator
@inline
function fetch(at: usize, bytes: usize): void {
  if (bytes >= 8192) for (const end = at + bytes; at < end; at += 64) load<i32>(at);
}

/** Sums of so many images a part: item = part · channels + channel, nine sums each. */
// @ts-ignore: decorator
@inline
function depthwiseParts<T>(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, step: i32, images: i32,
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
        const d = dy + p * dyPlane;
        const at = from + p * plane;
        if (step == 2) threeByThreeBy2Dots<T>(d, rows, columns, at, height, width, top, left, to, n > first);
        else threeByThreeDots<T>(d, rows, columns, at, height, width, top, left, to, n > first);
      }
    }
    item = stop;
  }
}

export function depthwise32(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, step: i32,
  adjoint: bool, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  depthwise<f32>(
    begin, end, from, channels, height, width, top, left, w, step, adjoint, out, rows, columns, bias, relu,
  );
}

export function depthwise64(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, w: usize, step: i32,
  adjoint: bool, out: usize, rows: i32, columns: i32, bias: usize, relu: bool,
): void {
  depthwise<f64>(
    begin, end, from, channels, height, width, top, left, w, step, adjoint, out, rows, columns, bias, relu,
  );
}

export function depthwiseParts32(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, step: i32, images: i32,
  partImages: i32, dy: usize, rows: i32, columns: i32, sums: usize,
): void {
  depthwiseParts<f32>(
    begin, end, from, channels, height, width, top, left, step, images, partImages, dy, rows, columns, sums,
  );
}

export function depthwiseParts64(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, step: i32, images: i32,
  partImages: i32, dy: usize, rows: i32, columns: i32, sums: usize,
): void {
  depthwiseParts<f64>(
    begin, end, from, channels, height, width, top, left, step, images, partImages, dy, rows, columns, sums,
  );
}
