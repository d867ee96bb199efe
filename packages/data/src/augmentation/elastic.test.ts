import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { elastic } from "./elastic.js";
import { Points } from "./points.js";
import { images } from "./testing/images.js";

const [count, height, width] = [400, 28, 14];
const x = images(count, [1, 1, 1]);

/** Moves in pixels: along rows of the first pixel's plane, along columns of the second's. */
function moves(
  options: Parameters<typeof elastic>[0],
  key: Key,
): [rows: Float32Array, columns: Float32Array] {
  const grid = elastic(options)
    .move(Points.of({ count, height, width, backend: x.backend }), { x }, key)
    .grid()
    .dataSync();
  const area = height * width;
  const out = [new Float32Array(count * area), new Float32Array(count * area)] as [
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < area; p++) {
      out[0][i * area + p] = grid[2 * i * area + p]! - Math.floor(p / width);
      out[1][i * area + p] = grid[(2 * i + 1) * area + p]! - (p % width);
    }
  }
  return out;
}

const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

test("points move by the standard deviation asked for, along both axes", () => {
  const [rows, columns] = moves({ displacement: 0.05 }, new Key(1));
  expect(deviation(rows) / (0.05 * height)).toBeCloseTo(1, 1);
  expect(deviation(columns) / (0.05 * width)).toBeCloseTo(1, 1);
});

test("neighbours move alike, and the less so the smaller the smoothness", () => {
  const step = (smoothness: number) => {
    const [rows] = moves({ displacement: 0.05, smoothness }, new Key(2));
    return deviation(rows.map((value, i) => (i % width === 0 ? 0 : value - rows[i - 1]!))) / deviation(rows);
  };
  expect(step(0.5)).toBeLessThan(0.6 * step(0.25));
  expect(step(0.25)).toBeLessThan(0.6 * step(0.125));
});

test("wrong amounts are refused", () => {
  expect(() => elastic({ displacement: -1 })).toThrow("elastic: displacement is a number from 0 on, not -1");
  expect(() => elastic({ smoothness: 0 })).toThrow("elastic: smoothness is a number from 0.01 to 1, not 0");
});
