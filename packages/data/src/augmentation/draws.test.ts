import { Generator, Key, zeros } from "@mebae/tensor";
import { expect, test } from "vitest";
import { generatorsOf } from "./draws.js";

test("every place in the data set has a stream of its own, the same in every batch", () => {
  const count = 3000;
  const indices = Float64Array.from({ length: count }, (_, i) => (i < 2000 ? i : i * 2 ** 30));
  const key = new Key(17);
  const draws = generatorsOf({ x: zeros([count, 1]), indices }, key).map((random) => random.uniform());
  expect(new Set(draws).size).toBe(count);
  expect(draws[1234]).toBe(new Generator(key.words).fold(1234).uniform());
  const one = generatorsOf({ x: zeros([1, 1]), indices: [2500 * 2 ** 30] }, key);
  expect(one[0]!.uniform()).toBe(draws[2500]);
});
