import { generateDigits, imagePreparation } from "@mebae/data";
import { Affine, BatchNorm, Conv2d, Flatten, ReLU, Sequential } from "@mebae/layers";
import { Key, memory, mul, normal } from "@mebae/tensor";
import { expect, test } from "vitest";
import { imagesToMeasure, measureStatistics } from "./batchStatistics.js";

const network = () =>
  new Sequential(
    [
      ...[new Conv2d(1, 3, 3, { bias: false }), new BatchNorm(3), new ReLU()],
      ...[new Conv2d(3, 4, 3), new BatchNorm(4), new Flatten(), new Affine(4 * 4 * 4, 2)],
    ],
    { seed: 5 },
  );

/** Mean and variance of each channel of [n, c, h, w], counted one by one. */
function momentsOf(x: { shape: readonly number[]; dataSync(): ArrayLike<number> }) {
  const [, channels, height, width] = x.shape as readonly [number, number, number, number];
  const values = Array.from(x.dataSync());
  return Array.from({ length: channels }, (_, c) => {
    const own = values.filter((_, i) => Math.floor(i / (height * width)) % channels === c);
    const average = own.reduce((a, b) => a + b, 0) / own.length;
    return [average, own.reduce((a, b) => a + (b - average) ** 2, 0) / own.length] as const;
  });
}

test("each batch normalization has the statistics of what comes to it, after the ones before it have theirs", () => {
  const net = network();
  using images = mul(normal(new Key(2), [20, 1, 8, 8]), 3);
  measureStatistics(net, images);
  for (const at of [1, 4]) {
    const norm = net.layers[at] as BatchNorm;
    using input = new Sequential(net.layers.slice(0, at)).forward(images);
    momentsOf(input).forEach(([average, variance], c) => {
      expect(norm.runningMean.value.dataSync()[c]).toBeCloseTo(average, 4);
      expect(norm.runningVariance.value.dataSync()[c]).toBeCloseTo(variance, 4);
    });
  }
});

test("nothing else changes, nothing is left behind, and a net without batch normalization stays", () => {
  const net = network();
  using images = normal(new Key(2), [20, 1, 8, 8]);
  const { tensors } = memory();
  const weights = net.parameters().map((variable) => Array.from(variable.value.dataSync()));
  measureStatistics(net, images);
  expect(memory().tensors).toBe(tensors);
  expect(net.parameters().map((variable) => Array.from(variable.value.dataSync()))).toEqual(weights);
  measureStatistics(new Sequential([new Flatten(), new Affine(64, 2)], { seed: 1 }), images);
});

test("large images are measured on fewer of them, small sets on all", () => {
  const shapeOf = (count: number, size: number) => {
    const digits = generateDigits({ count, size, seed: 1 });
    using images = imagesToMeasure(digits, imagePreparation(digits), 3);
    return images.shape;
  };
  expect(shapeOf(40, 16)).toEqual([40, 1, 16, 16]);
  expect(shapeOf(400, 32)).toEqual([256, 1, 32, 32]);
  expect(shapeOf(40, 128)).toEqual([32, 1, 128, 128]);
});
