import { Generator, Key, ones } from "@mebae/tensor";
import { expect, test } from "vitest";
import { blur } from "./blur.js";
import { images, values } from "./testing/images.js";

const key = new Key(9);

test("the weighted mean of the pixels around, by the Gaussian drawn for each image", () => {
  const [count, channels, height, width] = [3, 2, 9, 12] as const;
  const x = images(count, [channels, height, width]);
  const y = values(blur({ sigma: 0.15 }).apply({ x }, key).x);
  const pixels = values(x);
  const reach = Math.ceil(3 * 0.15 * 9);
  y.forEach((value, at) => {
    const [plane, row, column] = [
      Math.floor(at / (height * width)),
      Math.floor(at / width) % height,
      at % width,
    ];
    const sigma = 0.15 * 9 * new Generator(key.words).fold(Math.floor(plane / channels)).uniform();
    let [sum, weights] = [0, 0];
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        if (Math.abs(i - row) > reach || Math.abs(j - column) > reach) continue;
        const weight = Math.exp(-((i - row) ** 2 + (j - column) ** 2) / (2 * sigma * sigma));
        sum += weight * pixels[(plane * height + i) * width + j]!;
        weights += weight;
      }
    }
    expect(value).toBeCloseTo(sum / weights, 5);
  });
});

test("a plain image stays as it is, at the border too", () => {
  for (const value of values(blur({ sigma: 0.5 }).apply({ x: ones([2, 1, 6, 7]) }, key).x))
    expect(value).toBeCloseTo(1, 6);
  expect(() => blur({ sigma: 1 })).toThrow("blur: sigma is a number from 0 to 0.5, not 1");
});
