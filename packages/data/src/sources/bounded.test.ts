import { expect, test } from "vitest";
import { bounded } from "./bounded.js";
import { naturalOrder } from "./images/naturalOrder.js";

const later = (turns: number) => new Promise<void>((resolve) => setTimeout(resolve, turns));

test.each([1, 3, 100])("at most %i at a time, the same results", async (limit) => {
  let running = 0;
  let most = 0;
  const results = await bounded(10, limit, async (index) => {
    most = Math.max(most, ++running);
    await later((index * 7) % 4);
    running--;
    return index * index;
  });
  expect(results).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64, 81]);
  expect(most).toBe(Math.min(limit, 10));
});

test.each([1, 2, 10])("of several errors the first in order is thrown, with %i at a time", async (limit) => {
  const begun: number[] = [];
  const work = async (index: number) => {
    begun.push(index);
    await later(index === 3 ? 5 : 0);
    if (index >= 3) throw new Error(`file ${index}`);
  };
  await expect(bounded(10, limit, work)).rejects.toThrow("file 3");
  expect(begun.length).toBeLessThanOrEqual(3 + limit);
});

test("names are ordered as people number them, the same everywhere", () => {
  const names = [
    "a10",
    "a9",
    "b",
    "A1",
    "a09",
    "a",
    "10",
    "9",
    "12345678901234567890",
    "12345678901234567891",
    "é",
  ];
  expect([...names].sort(naturalOrder)).toEqual([
    ...["9", "10", "12345678901234567890", "12345678901234567891", "A1", "a", "a09", "a9", "a10", "b", "é"],
  ]);
});
