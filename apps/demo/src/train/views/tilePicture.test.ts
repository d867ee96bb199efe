import { expect, test } from "vitest";
import type { Tiles } from "../report.js";
import { type TilePicture, tilePicture } from "./tilePicture.js";

const colours = { zero: [250, 250, 250], positive: [210, 90, 10], negative: [0, 100, 200] } as const;

const tilesOf = (
  [count, channels, height, width]: readonly [number, number, number, number],
  values: Tiles["values"],
): Tiles => ({ count, channels, height, width, values });

const at = ({ width, rgba }: TilePicture, x: number, y: number) => [
  ...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

test("large tiles keep their pixels, small ones are enlarged, with clear lines between", () => {
  const large = tilePicture(tilesOf([3, 1, 20, 30], new Uint8Array(1800).fill(9)), 2, colours);
  // Two across and two down, and a gap of a ninth of the longer side.
  expect([large.width, large.height]).toEqual([2 * 30 + 3, 2 * 20 + 3]);
  expect([29, 30, 32, 33].map((x) => at(large, x, 0)[3])).toEqual([255, 0, 0, 255]);
  expect([19, 20, 22, 23].map((y) => at(large, 0, y)[3])).toEqual([255, 0, 0, 255]);
  // Nothing is where a fourth one would be.
  expect(at(large, 62, 42)).toEqual([0, 0, 0, 0]);
  const small = tilePicture(tilesOf([2, 1, 3, 3], new Float32Array(18)), 8, colours);
  // No wider than there are tiles, each pixel 6 × 6.
  expect([small.width, small.height]).toEqual([2 * 18 + 2, 18]);
});

test("an enlarged pixel fills its square, and tiles follow one another in rows", () => {
  const values = Uint8Array.from({ length: 5 * 4 }, (_, i) => 10 * i);
  const picture = tilePicture(tilesOf([5, 1, 2, 2], values), 3, colours);
  // 9 × 9 a pixel, 18 a tile, 2 between.
  expect([picture.width, picture.height]).toEqual([58, 38]);
  const grey = (x: number, y: number) => at(picture, x, y)[0];
  expect([grey(0, 0), grey(8, 8), grey(9, 8), grey(8, 9), grey(17, 17)]).toEqual([0, 0, 10, 20, 30]);
  expect([grey(20, 0), grey(57, 17), grey(0, 20), grey(37, 37)]).toEqual([40, 110, 120, 190]);
});

test("bytes are grey levels or colours, channel by channel", () => {
  const grey = tilePicture(tilesOf([1, 1, 1, 2], Uint8Array.of(7, 255)), 1, colours);
  expect([at(grey, 0, 0), at(grey, 17, 8)]).toEqual([
    [7, 7, 7, 255],
    [255, 255, 255, 255],
  ]);
  const coloured = tilePicture(tilesOf([1, 3, 1, 2], Uint8Array.of(1, 2, 3, 4, 5, 6)), 1, colours);
  expect([at(coloured, 0, 0), at(coloured, 17, 8)]).toEqual([
    [1, 3, 5, 255],
    [2, 4, 6, 255],
  ]);
});

test("numbers: zero is the ground, each sign has its colour, and the largest of all tiles is in full", () => {
  const picture = tilePicture(tilesOf([4, 1, 1, 1], Float32Array.of(0, -4, 2, 1)), 4, colours);
  expect([0, 1, 2, 3].map((tile) => at(picture, 20 * tile, 0).slice(0, 3))).toEqual([
    [250, 250, 250],
    [0, 100, 200],
    [230, 170, 130],
    [240, 210, 190],
  ]);
  // Channels that aren't colours are averaged: 4 and -2 are 1 of at most 4.
  const two = tilePicture(tilesOf([1, 2, 1, 1], Float32Array.of(4, -2)), 1, colours);
  expect(at(two, 0, 0).slice(0, 3)).toEqual([240, 210, 190]);
});

test("weights of colours: grey is zero, each channel by its own sign", () => {
  const values = Float32Array.of(0.5, -0.5, 0, 0, 0.5, -0.5);
  const picture = tilePicture(tilesOf([2, 3, 1, 1], values), 2, colours);
  expect(at(picture, 0, 0)).toEqual([255, 0, 128, 255]);
  expect(at(picture, 20, 0)).toEqual([128, 255, 0, 255]);
});

test("all zeros are the ground, and what is no finite number doesn't black out the rest", () => {
  const zeros = tilePicture(tilesOf([1, 1, 1, 1], new Float32Array(1)), 1, colours);
  expect(at(zeros, 0, 0)).toEqual([250, 250, 250, 255]);
  const values = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2);
  const diverged = tilePicture(tilesOf([4, 1, 1, 1], values), 4, colours);
  expect([0, 1, 2, 3].map((tile) => at(diverged, 20 * tile, 0).slice(0, 3))).toEqual([
    [250, 250, 250],
    [210, 90, 10],
    [0, 100, 200],
    [210, 90, 10],
  ]);
});
