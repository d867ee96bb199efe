import { add, Key, zeros } from "@mebae/tensor";
import { expect, test } from "vitest";
import type { Augmentation } from "./augmentation.js";
import { randAugment } from "./randAugment.js";
import { values } from "./testing/images.js";
import { trivialAugment } from "./trivialAugment.js";

const adding = (amount: number): Augmentation => ({
  name: `add ${amount}`,
  apply: (batch) => ({ ...batch, x: add(batch.x, amount) }),
});
const count = 3000;
const x = zeros([count, 1, 1, 1]);

test("each sample has as many operations as asked, each chosen evenly and by itself", () => {
  const operations = [() => adding(1), () => adding(10), () => adding(100)];
  const sums = values(randAugment({ count: 2, operations }).apply({ x }, new Key(1)).x);
  const found = new Map<number, number>();
  for (const sum of sums) found.set(sum, (found.get(sum) ?? 0) + 1);
  for (const sum of [2, 20, 200]) expect(Math.abs(found.get(sum)! / count - 1 / 9)).toBeLessThan(0.025);
  for (const sum of [11, 101, 110]) expect(Math.abs(found.get(sum)! / count - 2 / 9)).toBeLessThan(0.033);
  expect(found.size).toBe(6);
});

test("operations are made by the magnitude; TrivialAugment's is 1", () => {
  const sum = (augmentation: Augmentation) => values(augmentation.apply({ x }, new Key(1)).x)[0];
  expect(sum(randAugment({ count: 3, magnitude: 0.5, operations: [adding] }))).toBe(1.5);
  expect(sum(trivialAugment({ operations: [adding] }))).toBe(1);
});

test("wrong options are refused", () => {
  expect(() => randAugment({ magnitude: 2 })).toThrow(
    "randAugment: magnitude is a number from 0 to 1, not 2",
  );
  expect(() => randAugment({ count: 0.5 })).toThrow(
    "randAugment: count is a whole number from 0 on, not 0.5",
  );
  expect(() => randAugment({ operations: [] })).toThrow("there are no operations to choose from");
});
