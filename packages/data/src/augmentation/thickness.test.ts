import { Generator, Key, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { images, values } from "./testing/images.js";
import { thickness } from "./thickness.js";

const key = new Key(9);

/** By the definition, pixel by pixel: dilated by whole steps and a part of one more. */
function expected(plane: readonly number[], height: number, width: number, move: number): number[] {
  let before = [...plane];
  for (let left = Math.abs(move); left > 0; left--) {
    const at = (row: number, column: number) =>
      before[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]!;
    before = before.map((value, i) => {
      const [row, column] = [Math.floor(i / width), i % width];
      const cross = [
        value,
        at(row - 1, column),
        at(row + 1, column),
        at(row, column - 1),
        at(row, column + 1),
      ];
      const reached = move > 0 ? Math.max(...cross) : Math.min(...cross);
      return value + Math.min(1, left) * (reached - value);
    });
  }
  return before;
}

test.each([0.06, 0.25])("dilated or eroded by the draw of each image, at most %d of the side", (amount) => {
  const [count, height, width] = [6, 9, 12];
  const x = images(count, [2, height, width]);
  const y = values(thickness({ amount }).apply({ x }, key).x);
  const pixels = values(x);
  const moves = Array.from({ length: count }, (_, i) =>
    new Generator(key.words).fold(i).uniform(-9 * amount, 9 * amount),
  );
  expect(Math.min(...moves)).toBeLessThan(0);
  expect(Math.max(...moves)).toBeGreaterThan(0);
  const size = height * width;
  for (let plane = 0; plane < 2 * count; plane++) {
    const own = [...pixels].slice(plane * size, (plane + 1) * size);
    expected(own, height, width, moves[Math.floor(plane / 2)]!).forEach((value, i) => {
      expect(y[plane * size + i]).toBeCloseTo(value, 5);
    });
  }
});

test("a pixel alone grows to a cross or goes out, and nothing comes in from outside", () => {
  const lone = tensor(
    Float32Array.from({ length: 25 }, (_, i) => (i === 12 ? 1 : 0)),
    { shape: [1, 1, 5, 5] },
  );
  const sums = Array.from({ length: 20 }, (_, i) =>
    values(thickness({ amount: 0.2 }).apply({ x: lone, indices: [i] }, key).x).reduce((a, b) => a + b, 0),
  );
  expect(Math.max(...sums)).toBeGreaterThan(4);
  expect(Math.max(...sums)).toBeLessThanOrEqual(5);
  expect(Math.min(...sums)).toBeLessThan(0.3);
  expect(() => thickness({ amount: 1 })).toThrow("thickness: amount is a number from 0 to 0.5, not 1");
});
