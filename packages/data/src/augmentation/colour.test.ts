import { Generator, Key, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { colourJitter } from "./colourJitter.js";
import { gain } from "./gain.js";
import { gamma } from "./gamma.js";
import { posterize } from "./posterize.js";
import { solarize } from "./solarize.js";
import { images, values } from "./testing/images.js";

const key = new Key(6);
/** The first draw of each of n samples, from 0 to 1. */
const firstDraws = (n: number) =>
  Array.from({ length: n }, (_, i) => new Generator(key.words).fold(i).uniform());
const luma = [0.299, 0.587, 0.114];

/** Colours between 0.4 and 0.6, so that nothing is cut at 0 or 1. */
const moderate = (count: number, channels: number) => {
  const all = values(images(count, [channels, 4, 5])).map((value) => 0.4 + 0.2 * value);
  return tensor(all, { shape: [count, channels, 4, 5] });
};

/** Pixels as arrays of channels. */
function pixelsOf(all: readonly number[], sample: number): number[][] {
  return Array.from({ length: 20 }, (_, p) => [0, 1, 2].map((c) => all[(sample * 3 + c) * 20 + p]!));
}
const grey = (pixel: readonly number[]) => pixel.reduce((sum, value, c) => sum + luma[c]! * value, 0);
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b) / list.length;

describe("colourJitter", () => {
  test("brightness multiplies all colours by one factor", () => {
    const x = moderate(8, 3);
    const y = values(colourJitter({ brightness: 0.3 }).apply({ x }, key).x);
    firstDraws(8).forEach((draw, i) => {
      const factor = 0.7 + 0.6 * draw;
      pixelsOf(y, i)
        .flat()
        .forEach((value, j) => expect(value).toBeCloseTo(factor * pixelsOf(values(x), i).flat()[j]!, 5));
    });
  });

  test("contrast keeps the mean grey and spreads all around it", () => {
    const x = moderate(8, 3);
    const y = values(colourJitter({ contrast: 0.5 }).apply({ x }, key).x);
    const factors = Array.from({ length: 8 }, (_, i) => {
      const [before, after] = [pixelsOf(values(x), i), pixelsOf(y, i)];
      const middle = mean(before.map(grey));
      expect(mean(after.map(grey))).toBeCloseTo(middle, 5);
      const factor = (after[0]![0]! - middle) / (before[0]![0]! - middle);
      after
        .flat()
        .forEach((value, j) => expect(value - middle).toBeCloseTo(factor * (before.flat()[j]! - middle), 5));
      return factor;
    });
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(new Set(factors).size).toBe(8);
  });

  test("saturation keeps each pixel's grey", () => {
    const x = moderate(8, 3);
    const y = values(colourJitter({ saturation: 0.8 }).apply({ x }, key).x);
    for (let i = 0; i < 8; i++) {
      const after = pixelsOf(y, i);
      pixelsOf(values(x), i).forEach((pixel, p) => {
        expect(grey(after[p]!)).toBeCloseTo(grey(pixel), 5);
        const factor =
          (after[0]![0]! - grey(after[0]!)) /
          (pixelsOf(values(x), i)[0]![0]! - grey(pixelsOf(values(x), i)[0]!));
        after[p]!.forEach((value, c) =>
          expect(value - grey(pixel)).toBeCloseTo(factor * (pixel[c]! - grey(pixel)), 5),
        );
      });
    }
  });

  test("hue turns colours around grey: sums and distances from grey stay, 120° make red green", () => {
    const x = moderate(200, 3);
    const y = values(colourJitter({ hue: 180 }).apply({ x }, key).x);
    let nearest = Infinity;
    for (let i = 0; i < 200; i++) {
      const [before] = pixelsOf(values(x), i) as [number[]];
      const [after] = pixelsOf(y, i) as [number[]];
      const distance = ([r, g, b]: number[]) => Math.hypot(r! - g!, g! - b!, b! - r!);
      expect(mean(after)).toBeCloseTo(mean(before), 5);
      expect(distance(after)).toBeCloseTo(distance(before), 5);
      nearest = Math.min(nearest, Math.hypot(after[1]! - before[0]!, after[2]! - before[1]!));
    }
    expect(nearest).toBeLessThan(0.005);
  });

  test("grey images have brightness and contrast only", () => {
    const x = moderate(3, 1);
    expect(values(colourJitter({ saturation: 1, hue: 90 }).apply({ x }, key).x)).toEqual(values(x));
    expect(values(colourJitter({ contrast: 0.5 }).apply({ x }, key).x)).not.toEqual(values(x));
  });

  test("wrong amounts are refused", () => {
    expect(() => colourJitter({ hue: 200 })).toThrow("colourJitter: hue is a number from 0 to 180, not 200");
  });
});

test("gamma is a power, whose logarithm is drawn evenly", () => {
  const x = images(6, [1, 3, 3]);
  const y = values(gamma({ amount: 0.5 }).apply({ x }, key).x);
  const draws = firstDraws(6);
  values(x).forEach((value, i) => {
    expect(y[i]).toBeCloseTo(value ** Math.exp(draws[Math.floor(i / 9)]! - 0.5), 5);
  });
  const ends = tensor([0, 1, -0.5, 2], { shape: [1, 1, 2, 2] });
  expect(values(gamma().apply({ x: ends }, key).x)).toEqual([0, 1, 0, 1]);
});

test("gain is a factor, cut at white", () => {
  const x = images(6, [1, 3, 3]);
  const y = values(gain({ amount: 0.5 }).apply({ x }, key).x);
  const draws = firstDraws(6);
  values(x).forEach((value, i) => {
    expect(y[i]).toBeCloseTo(Math.min(1, value * (0.5 + draws[Math.floor(i / 9)]!)), 5);
  });
});

test("posterize leaves as many levels as drawn, black and white among them", () => {
  const x = images(40, [1, 20, 20]);
  const y = values(posterize({ amount: 1 }).apply({ x }, key).x);
  firstDraws(40).forEach((draw, i) => {
    const levels = 2 ** Math.round(8 - 7 * draw);
    const found = new Set(y.slice(i * 400, (i + 1) * 400));
    expect(found.size).toBeLessThanOrEqual(levels);
    if (levels <= 16) expect(found.size).toBe(levels);
  });
});

test("solarize inverts from the threshold on", () => {
  const x = images(10, [1, 5, 5]);
  const y = values(solarize({ amount: 0.8 }).apply({ x }, key).x);
  const draws = firstDraws(10);
  values(x).forEach((value, i) => {
    const isAbove = value >= Math.fround(1 - 0.8 * draws[Math.floor(i / 25)]!);
    expect(y[i]).toBeCloseTo(isAbove ? 1 - value : value, 6);
  });
});
