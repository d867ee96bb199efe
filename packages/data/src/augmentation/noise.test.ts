import { Generator, Key, tensor, zeros } from "@mebae/tensor";
import { expect, test } from "vitest";
import { noise } from "./noise.js";
import { tableNoise } from "./tableNoise.js";
import { values } from "./testing/images.js";

const key = new Key(8);
const deviation = (list: readonly number[]) =>
  Math.sqrt(list.reduce((sum, value) => sum + value * value, 0) / list.length);

test("each image's noise has the standard deviation drawn for it", () => {
  const x = tensor(new Float32Array(5 * 40 * 40).fill(0.5), { shape: [5, 1, 40, 40] });
  const y = values(noise({ amount: 0.1 }).apply({ x }, key).x).map((value) => value - 0.5);
  for (let i = 0; i < 5; i++) {
    const expected = 0.1 * new Generator(key.fold("deviation").words).fold(i).uniform();
    expect(deviation(y.slice(i * 1600, (i + 1) * 1600)) / expected).toBeCloseTo(1, 1);
  }
});

test("a table's columns get noise of one size, or only those that are named", () => {
  const x = zeros([3000, 4]);
  const y = values(tableNoise({ amount: 0.3 }).apply({ x }, key).x);
  for (let column = 0; column < 4; column++) {
    expect(deviation(y.filter((_, i) => i % 4 === column)) / 0.3).toBeCloseTo(1, 1);
  }
  const some = values(tableNoise({ amount: 0.3, columns: [1] }).apply({ x }, key).x);
  expect(some.filter((_, i) => i % 4 !== 1).every((value) => value === 0)).toBe(true);
  expect(some.filter((_, i) => i % 4 === 1)).toEqual(y.filter((_, i) => i % 4 === 1));
});

test("a row's noise goes with the row", () => {
  const x = zeros([3, 5]);
  const augmentation = tableNoise();
  const all = values(augmentation.apply({ x, indices: [4, 9, 2] }, key).x);
  const one = values(augmentation.apply({ x: zeros([1, 5]), indices: [9] }, key).x);
  expect(one).toEqual(all.slice(5, 10));
  expect(values(tableNoise({ amount: 0 }).apply({ x }, key).x)).toEqual(values(x));
});

test("what is no table, and a column that isn't there, are refused", () => {
  expect(() => tableNoise().apply({ x: zeros([1, 1, 2, 2]) }, key)).toThrow(
    "tableNoise: expected float32 rows [n, k]",
  );
  expect(() => tableNoise({ columns: [5] }).apply({ x: zeros([1, 3]) }, key)).toThrow(
    "there is no column 5 of 3",
  );
  expect(() => noise().apply({ x: zeros([2, 3]) }, key)).toThrow(
    "noise: expected float32 images [n, channels, height, width], got float32 [2, 3]",
  );
});
