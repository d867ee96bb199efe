import { Generator, type Tensor, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { KernelRidge, PatchFeatures, Scattering } from "./index.js";

const random = new Generator(9);
const draw = (...shape: number[]): Tensor =>
  tensor(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    { shape },
  );

test("kernel ridge is its formula", () => {
  const layer = new KernelRidge(2, 3, 4, { gamma: 0.7, dtype: "float64" });
  const values = { mean: draw(2), scale: tensor([0.5, 2], { dtype: "float64" }), centres: draw(4, 2) };
  for (const [name, value] of Object.entries({ ...values, coefficients: draw(4, 3), bias: draw(3) }))
    layer[name as "mean"].assign(value);
  const x = draw(5, 2);
  const [mean, scale, centres, coefficients, bias] = (
    ["mean", "scale", "centres", "coefficients", "bias"] as const
  ).map((name) => layer[name].value.dataSync()) as unknown as Float64Array[];
  const data = x.dataSync();
  const y = layer.forward(x).dataSync();
  for (let i = 0; i < 5; i++) {
    for (let k = 0; k < 3; k++) {
      let expected = bias![k]!;
      for (let j = 0; j < 4; j++) {
        let distance = 0;
        for (let f = 0; f < 2; f++)
          distance += ((data[2 * i + f]! - mean![f]!) / scale![f]! - centres![2 * j + f]!) ** 2;
        expected += coefficients![3 * j + k]! * Math.exp(-0.7 * distance);
      }
      expect(y[3 * i + k]).toBeCloseTo(expected, 10);
    }
  }
});

test("patch features are the mean response of each window", () => {
  const [channels, count, size, pool] = [2, 3, 2, 2];
  const layer = new PatchFeatures(channels, count, { size, pool, threshold: 0.1, dtype: "float64" });
  layer.weight.assign(draw(count, channels, size, size));
  layer.bias.assign(draw(count));
  const x = draw(1, channels, 5, 4);
  const [data, weight, bias] = [x, layer.weight.value, layer.bias.value].map((t) => t.dataSync()) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const patchAt = (row: number, column: number) => {
    const patch: number[] = [];
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) patch.push(data[c * 20 + (row + i) * 4 + column + j]!);
    const mean = patch.reduce((a, b) => a + b) / patch.length;
    const variance = patch.reduce((sum, value) => sum + (value - mean) ** 2, 0) / patch.length;
    return patch.map((value) => (value - mean) / Math.sqrt(variance + layer.epsilon));
  };
  const y = layer.forward(x);
  // 4 × 3 places of a patch, of which two windows lie below one another, and the last column is left over.
  expect(y.shape).toEqual([1, count, 2, 1]);
  const found = y.dataSync();
  for (let k = 0; k < count; k++) {
    for (let window = 0; window < 2; window++) {
      let total = 0;
      for (const [i, j] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ] as const) {
        const filter = weight.subarray(k * 8, k * 8 + 8);
        const response = patchAt(2 * window + i, j).reduce((sum, value, at) => sum + value * filter[at]!, 0);
        total += Math.max(0, response - bias[k]! - 0.1);
      }
      expect(found[2 * k + window]).toBeCloseTo(Math.sqrt(total / 4 + 1e-8), 8);
    }
  }
});

test("many maps of a large batch are made in parts, which changes nothing", () => {
  const layer = new PatchFeatures(1, 60, { size: 3, pool: 50 });
  const filters = tensor(
    Float32Array.from({ length: 60 * 9 }, () => random.normal()),
    { shape: [60, 1, 3, 3] },
  );
  layer.weight.assign(filters);
  const side = 400;
  const pixels = Float32Array.from({ length: 3 * side * side }, () => random.normal());
  const image = (i: number) => pixels.subarray(i * side * side, (i + 1) * side * side);
  const together = layer.forward(tensor(pixels, { shape: [3, 1, side, side] })).dataSync();
  const alone = [0, 1, 2].flatMap((i) =>
    Array.from(layer.forward(tensor(image(i), { shape: [1, 1, side, side] })).dataSync()),
  );
  expect(Array.from(together)).toEqual(alone);
});

describe("scattering", () => {
  const layer = new Scattering({ dtype: "float64" });
  const wave = (angle: number, frequency: number, shift = 0) =>
    tensor(
      Float64Array.from({ length: 32 * 32 }, (_, at) => {
        const [x, y] = [at % 32, Math.floor(at / 32)];
        return Math.cos(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + shift);
      }),
      { shape: [1, 1, 32, 32] },
    );
  /** The mean of each channel over the inner places, away from the mirrored edges. */
  const channels = (y: Tensor) => {
    const [, count, h, w] = y.shape as readonly [number, number, number, number];
    const data = y.dataSync();
    return Array.from({ length: count }, (_, c) => {
      let total = 0;
      for (let i = 3; i < h - 3; i++) for (let j = 3; j < w - 3; j++) total += data[(c * h + i) * w + j]!;
      return total / ((h - 6) * (w - 6));
    });
  };

  test("of a flat image is its mean, and nothing else", () => {
    const y = layer.forward(tensor(new Float64Array(32 * 32).fill(3), { shape: [1, 1, 32, 32] }));
    expect(y.shape).toEqual([1, 81, 8, 8]);
    const [mean, ...rest] = channels(y);
    expect(mean).toBeCloseTo(3, 10);
    for (const value of rest) expect(Math.abs(value)).toBeLessThan(1e-5);
  });

  test("of a wave is largest where scale and angle are the wave's", () => {
    for (let angle = 0; angle < 8; angle++) {
      for (const scale of [0, 1]) {
        const frequency = ((3 * Math.PI) / 4) * 2 ** -scale;
        const first = channels(layer.forward(wave((Math.PI * angle) / 8, frequency))).slice(1, 17);
        expect(first.indexOf(Math.max(...first))).toBe(scale * 8 + angle);
      }
    }
  });

  test("hardly changes when a wave is shifted, though every pixel does", () => {
    const here = channels(layer.forward(wave(0.4, 1.2)));
    const there = channels(layer.forward(wave(0.4, 1.2, 2)));
    const change = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Math.hypot(...Array.from(a, (value, i) => value - b[i]!)) / Math.hypot(...Array.from(a));
    expect(change(wave(0.4, 1.2).dataSync(), wave(0.4, 1.2, 2).dataSync())).toBeGreaterThan(1.5);
    expect(change(here, there)).toBeLessThan(0.15);
  });
});
