import { Key, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { values } from "./testing/images.js";
import fixture from "./testing/sampling.fixture.json" with { type: "json" };
import { warp } from "./warp.js";

const { height, width, image, cases } = fixture;

test.each(cases)("$name, $border: what SciPy's ndimage reads", ({ matrix, border, expected }) => {
  const x = tensor([...image, ...image], { shape: [2, 1, height, width] });
  const augmentation = warp("test", border as "zero", (points) => points.map(() => matrix));
  const y = values(augmentation.apply({ x }, new Key(0)).x);
  [...expected, ...expected].forEach((value, i) => expect(y[i]).toBeCloseTo(value, 4));
});

test("maps that are collected are read as their product", () => {
  const x = tensor(image, { shape: [1, 1, height, width] });
  const [turned, tilted] = [cases[0]!.matrix, cases[9]!.matrix];
  const both = warp("test", "edge", (points) => points.map(() => turned).map(() => tilted));
  const product = (i: number, j: number) =>
    [0, 1, 2].reduce((sum, k) => sum + tilted[3 * i + k]! * turned[3 * k + j]!, 0);
  const matrix = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => product(i, j)));
  const one = warp("test", "edge", (points) => points.map(() => matrix));
  expect(values(both.apply({ x }, new Key(0)).x)).toEqual(values(one.apply({ x }, new Key(0)).x));
});
