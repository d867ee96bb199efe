import { Generator, Key, oneHot, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { cutMix } from "./cutMix.js";
import { drawShare } from "./mixing.js";
import { mixUp } from "./mixUp.js";
import { sometimes } from "./sometimes.js";
import { values } from "./testing/images.js";

const key = new Key(12);
const count = 60;
const classes = count;
/** Image i is i everywhere and of class i: what it is mixed of can be read from it. */
const x = tensor(
  Float32Array.from({ length: count * 64 }, (_, i) => Math.floor(i / 64) / count),
  { shape: [count, 1, 8, 8] },
);
const t = tensor(Int32Array.from({ length: count }, (_, i) => i));

describe.each([
  ["mixUp", mixUp({ alpha: 1 })],
  ["cutMix", cutMix()],
] as const)("%s", (_, augmentation) => {
  const changed = augmentation.apply({ x, t, classes }, key);
  const [pixels, targets] = [values(changed.x), values(changed.t!)];

  test("targets are probabilities of two classes, as much of each as the image has", () => {
    expect(changed.t!.shape).toEqual([count, classes]);
    const partners = new Set<number>();
    for (let i = 0; i < count; i++) {
      const row = targets.slice(i * classes, (i + 1) * classes);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      const others = row.flatMap((share, j) => (share > 0 && j !== i ? [j] : []));
      expect(others.length).toBeLessThanOrEqual(1);
      partners.add((others[0] ?? i) - i);
      const expected = row.reduce((sum, share, j) => sum + (share * j) / count, 0);
      const image = pixels.slice(i * 64, (i + 1) * 64);
      expect(image.reduce((a, b) => a + b) / 64).toBeCloseTo(expected, 5);
    }
    expect(partners.size).toBeGreaterThan(10);
  });

  test("numbers and rows of probabilities are mixed as they are", () => {
    const rows = oneHot(t, classes);
    expect(values(augmentation.apply({ x, t: rows }, key).t!)).toEqual(targets);
    expect(augmentation.apply({ x }, key).t).toBeUndefined();
  });

  test("labels without their number of classes are refused, one sample alone stays", () => {
    expect(() => augmentation.apply({ x, t }, key)).toThrow(/can't be mixed without the number of classes/);
    const one = { x: tensor([1, 2, 3, 4], { shape: [1, 1, 2, 2] }), t: tensor(Int32Array.of(1)), classes: 3 };
    const alone = augmentation.apply(one, key);
    expect([values(alone.x), values(alone.t!)]).toEqual([
      [1, 2, 3, 4],
      [0, 1, 0],
    ]);
  });

  test("sometimes: the targets of the others become rows too", () => {
    const some = sometimes(0.4, augmentation).apply({ x, t, classes }, key);
    const rows = values(some.t!);
    let whole = 0;
    for (let i = 0; i < count; i++) {
      const row = rows.slice(i * classes, (i + 1) * classes);
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      if (row[i] === 1) whole++;
    }
    expect(whole).toBeGreaterThan(20);
    expect(whole).toBeLessThan(50);
  });
});

test("cutMix gives one whole box of the other image", () => {
  const pixels = values(cutMix().apply({ x, t, classes }, key).x);
  for (let i = 0; i < count; i++) {
    const inside = Array.from({ length: 64 }, (_, p) => p).filter(
      (p) => Math.abs(pixels[i * 64 + p]! - i / count) > 1e-6,
    );
    const rows = inside.map((p) => Math.floor(p / 8));
    const columns = inside.map((p) => p % 8);
    if (inside.length === 0) continue;
    const height = Math.max(...rows) - Math.min(...rows) + 1;
    expect(height * (Math.max(...columns) - Math.min(...columns) + 1)).toBe(inside.length);
  }
});

test.each([0.2, 1, 3])("shares are draws of Beta(α, α), α = %f", (alpha) => {
  const n = 20000;
  const random = new Generator(3);
  const shares = Array.from({ length: n }, () => drawShare(random, alpha));
  const moment = (power: number) => shares.reduce((sum, share) => sum + (share - 0.5) ** power, 0) / n;
  // Variance 1/(4(2α+1)); the standard error of the mean square of values within ±½ is at most 1/(8√n).
  expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / (4 * (2 * alpha + 1)) / n));
  expect(Math.abs(moment(2) - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(4 / (8 * Math.sqrt(n)));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});
