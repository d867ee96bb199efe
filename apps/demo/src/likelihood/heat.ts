import type { Landscape } from "./worker/types.js";

/** Pixels along a side of the picture. */
export const pictureSize = 192;
const bands = 11;

/**
 * l over two parameters in bands: the first reaches 0.5 below the maximum, and each further one about twice as deep, so that few samples
 * and many show their hill alike.
 * @param most the maximum, which lies between the grid's points
 * @param low the colour far below, as #rrggbb
 * @param high the colour at the maximum
 */
export function heatOf({ size, l }: Landscape, most: number, low: string, high: string): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * pictureSize * pictureSize);
  const [from, to] = [low, high].map(channelsOf) as [number[], number[]];
  for (let row = 0; row < pictureSize; row++) {
    for (let column = 0; column < pictureSize; column++) {
      const v = (1 - row / (pictureSize - 1)) * (size - 1);
      const below = most - between(l, size, (column / (pictureSize - 1)) * (size - 1), v);
      const share = 1 - bandOf(below) / bands;
      const place = 4 * (row * pictureSize + column);
      for (let c = 0; c < 3; c++) rgba[place + c] = from[c]! + share * (to[c]! - from[c]!);
      rgba[place + 3] = 255;
    }
  }
  return rgba;
}

/** 0 at the maximum, `bands` far below, and where nothing is defined. */
export function bandOf(below: number): number {
  if (!(below < Infinity)) return bands;
  return Math.min(Math.floor(Math.log2(1 + Math.max(below, 0) / 0.5) / 0.9), bands);
}

/** l between the grid's points. */
function between(l: Float64Array, size: number, u: number, v: number): number {
  const [i, j] = [Math.min(Math.floor(u), size - 2), Math.min(Math.floor(v), size - 2)];
  const [s, t] = [u - i, v - j];
  const at = (di: number, dj: number) => l[(j + dj) * size + i + di]!;
  const below = at(0, 0) * (1 - s) + at(1, 0) * s;
  const above = at(0, 1) * (1 - s) + at(1, 1) * s;
  return below * (1 - t) + above * t;
}

const channelsOf = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
