import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { judge } from "./judge.js";
import { seenOf } from "./noise.js";

describe("what fits allow a point to be off", () => {
  const none = { near: 0, away: 0 };

  test("is drawn from its own repeats towards what all sizes say", () => {
    const points = [
      { n: 10, mean: 0.5, standardDeviation: 0.1, repeats: 3 },
      { n: 1000, mean: 0.8, standardDeviation: 0, repeats: 3 },
    ];
    const [first, last] = seenOf(points, "accuracy", none);
    // On the scale of z: 0.1/0.25 and 0; κ of 2 + 2 + 2 degrees of freedom; each size has 2 of its own beside 6.
    const kappa = (2 * 0.32 ** 2 + 2 * 0.4 ** 2 * 10 ** 0.4) / 6;
    const expected = (z2: number, n: number, scale: number) =>
      scale * Math.sqrt((6 * kappa * n ** -0.4 + 2 * z2) / 8 / 3);
    expect(first!.standardDeviation).toBeCloseTo(expected(0.16, 10, 0.25), 12);
    expect(last!.standardDeviation).toBeCloseTo(expected(0, 1000, 0.16), 12);
    expect(first!.L).toBeCloseTo(Math.log(0.01), 12);
    expect(last!.error).toBeCloseTo(0.2, 12);
  });

  test("of a single measurement is the usual and its test part's luck", () => {
    const [only] = seenOf([{ n: 100, mean: 0.5, testError: 0.05 }], "accuracy", none);
    expect(only!.standardDeviation).toBeCloseTo(Math.hypot(0.25 * 0.32 * 100 ** -0.2, 0.05), 12);
  });

  test("grows away from the largest size, as laws are off", () => {
    const points = [1, 10, 100].map((n) => ({ n, mean: 0, standardDeviation: 0, repeats: 1000 }));
    const [far, near, last] = seenOf(points, "r2", { near: 0.1, away: 0.2 });
    expect(last!.standardDeviation).toBeCloseTo(0.1, 2);
    expect(near!.standardDeviation).toBeCloseTo(0.1 + 0.2 * Math.log(10), 2);
    expect(far!.standardDeviation).toBeCloseTo(0.1 + 0.2 * Math.log(100), 2);
  });
});

describe("the variance of a score by its test part", () => {
  /** The variance of 600 scores, and the mean of what each says of it. */
  function compared(draw: (generator: Generator) => ReturnType<typeof judge>) {
    const generator = new Generator(5);
    const all = Array.from({ length: 600 }, () => draw(generator));
    const mean = all.reduce((sum, { score }) => sum + score, 0) / all.length;
    const seen = all.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / (all.length - 1);
    return all.reduce((sum, { variance }) => sum + variance, 0) / all.length / seen;
  }

  test("is what test parts show, of R²", () => {
    const ratio = compared((generator) => {
      const expected = Array.from({ length: 100 }, () => generator.normal(3, 2));
      const values = Float32Array.from(expected, (value) => value + generator.normal());
      return judge("r2", { values, expected, width: 1 });
    });
    // 600 draws know a variance to 6 %.
    expect(ratio).toBeGreaterThan(0.82);
    expect(ratio).toBeLessThan(1.18);
  });

  test("is what test parts show, of accuracy", () => {
    const ratio = compared((generator) => {
      const values = Float32Array.from({ length: 100 }, (_, i) => i % 2);
      const expected = Array.from({ length: 50 }, () => (generator.uniform() < 0.8 ? 1 : 0));
      return judge("accuracy", { values, expected, width: 2 });
    });
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.2);
  });

  test("isn't nothing where all was right", () => {
    const { score, variance } = judge("accuracy", { values: Float32Array.of(0, 1), expected: [1], width: 2 });
    expect(score).toBe(1);
    expect(variance).toBeGreaterThan(0.1);
  });
});
