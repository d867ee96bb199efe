import { describe, expect, test } from "vitest";
import { Dataset } from "../dataset.js";
import { epochOrder } from "./order.js";

/** 60 examples: 40 of a, 15 of b, 5 of c. */
const labels = Int32Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? 2 : i % 4 === 1 ? 1 : 0));
const dataset = new Dataset({
  name: "d",
  features: { data: new Float32Array(60), shape: [1] },
  target: { kind: "classes", labels, classes: ["a", "b", "c"] },
});

const countsOf = (order: ArrayLike<number>) => {
  const counts = [0, 0, 0];
  for (const i of Array.from(order)) counts[labels[i]!]!++;
  return counts;
};
const sorted = (order: Int32Array) => [...order].sort((a, b) => a - b);
const each = Array.from({ length: 60 }, (_, i) => i);

describe("the order of an epoch", () => {
  test("is as the data are without sampling, and depends on seed and epoch with it", () => {
    expect([...epochOrder(dataset, {})]).toEqual(each);
    for (const sampling of ["shuffled", "stratified", "balanced"] as const) {
      const order = (seed: number, epoch: number) => [...epochOrder(dataset, { sampling, seed, epoch })];
      expect(order(1, 2)).toEqual(order(1, 2));
      expect(order(1, 2)).not.toEqual(order(1, 3));
      expect(order(1, 2)).not.toEqual(order(2, 2));
    }
    expect(epochOrder(dataset, { shuffle: true })).toEqual(epochOrder(dataset, { sampling: "shuffled" }));
  });

  test("stratified takes each example once, every stretch in proportion", () => {
    const order = epochOrder(dataset, { sampling: "stratified", seed: 5 });
    expect(sorted(order)).toEqual(each);
    for (let start = 0; start + 12 <= 60; start += 12) {
      const [a, b, c] = countsOf(order.subarray(start, start + 12)) as [number, number, number];
      expect(Math.abs(a - 8)).toBeLessThanOrEqual(2);
      expect(Math.abs(b - 3)).toBeLessThanOrEqual(2);
      expect(Math.abs(c - 1)).toBeLessThanOrEqual(1);
    }
  });

  test("balanced takes classes equally often, and none of a class again before all have come", () => {
    const epochs = Array.from({ length: 6 }, (_, epoch) =>
      epochOrder(dataset, { sampling: "balanced", epoch }),
    );
    for (const order of epochs) {
      expect(order).toHaveLength(60);
      expect(countsOf(order)).toEqual([20, 20, 20]);
    }
    const times = new Map<number, number>();
    for (const order of epochs.slice(0, 2)) for (const i of order) times.set(i, (times.get(i) ?? 0) + 1);
    // Two epochs take 40 of each class: every a once, every b two or three times, every c eight times.
    for (const i of each) {
      const seen = times.get(i);
      if (labels[i] === 0) expect(seen).toBe(1);
      else if (labels[i] === 1) expect([2, 3]).toContain(seen);
      else expect(seen).toBe(8);
    }
  });

  test("balanced gives all of its examples even where the classes don't divide the epoch", () => {
    const part = dataset.subset(each.slice(0, 59));
    for (let epoch = 0; epoch < 4; epoch++) {
      const order = epochOrder(part, { sampling: "balanced", epoch });
      expect(order).toHaveLength(59);
      for (const count of countsOf(order)) expect([19, 20]).toContain(count);
    }
  });

  test("by classes needs classes", () => {
    const numbers = new Dataset({ name: "n", features: { data: new Float32Array(3), shape: [1] } });
    expect(() => epochOrder(numbers, { sampling: "balanced" })).toThrow(
      'batches: sampling "balanced" needs classes, which n has none of',
    );
  });
});
