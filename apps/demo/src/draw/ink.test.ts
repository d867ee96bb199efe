import { expect, test } from "vitest";
import { pixelsOf, type Stroke } from "./ink.js";

const seven: Stroke = [
  { x: 0.3, y: 0.2 },
  { x: 0.7, y: 0.2 },
  { x: 0.45, y: 0.8 },
];

/** The middle of the ink and its box, in pixels. */
function measure(pixels: Float32Array, width: number) {
  const inked = [...pixels.entries()].filter(([, value]) => value > 0.45);
  const rows = inked.map(([at]) => Math.floor(at / width));
  const columns = inked.map(([at]) => at % width);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows) + 1];
  const [left, right] = [Math.min(...columns), Math.max(...columns) + 1];
  return { top, bottom, left, right };
}

test("a drawing fills the box of the digits, in the middle, wherever and however large it was drawn", () => {
  const pixels = pixelsOf([seven], 24, 24);
  const { top, bottom, left, right } = measure(pixels, 24);
  expect(top + bottom).toBe(24);
  expect(left + right).toBe(24);
  // 0.64 of the height, and the pen's width.
  expect(bottom - top).toBeGreaterThanOrEqual(16);
  expect(bottom - top).toBeLessThanOrEqual(19);
  const small = seven.map(({ x, y }) => ({ x: 0.1 + 0.3 * x, y: 0.6 + 0.3 * y }));
  pixelsOf([small], 24, 24).forEach((value, i) => expect(value).toBeCloseTo(pixels[i]!, 4));
});

test("edges are antialiased, and nothing is brighter than ink", () => {
  const pixels = pixelsOf([seven], 28, 28);
  expect(Math.max(...pixels)).toBeCloseTo(0.9, 6);
  expect(pixels.some((value) => value > 0.1 && value < 0.8)).toBe(true);
  expect(pixels[0]).toBe(0);
});

test("a dot stays a dot, and nothing is nothing", () => {
  const dot = pixelsOf([[{ x: 0.9, y: 0.9 }]], 24, 24);
  const { top, bottom, left, right } = measure(dot, 24);
  expect(bottom - top).toBeLessThanOrEqual(3);
  expect([top + bottom, left + right]).toEqual([24, 24]);
  expect(pixelsOf([], 24, 24).every((value) => value === 0)).toBe(true);
});
