import { createReferenceBackend, currentBackend, Key, memory, scope, useBackend } from "@mebae/tensor";
import { afterEach, describe, expect, test } from "vitest";
import { augmentationCases } from "./testing/augmentationCases.js";
import { images, largestDifference, rows, values } from "./testing/images.js";

const cpu = currentBackend();
const shape = [3, 12, 10] as const;
const key = new Key(5);

afterEach(() => useBackend(cpu));

describe.each(augmentationCases)("$name", ({ make }) => {
  test("at strength 0 the input comes back exactly", () => {
    const x = images(4, shape);
    expect(values(make(0).apply({ x }, key).x)).toEqual(values(x));
  });

  test("a key gives the same changes again, another key others, and the input stays", () => {
    const x = images(6, shape);
    const before = values(x);
    const augmentation = make(1);
    const y = values(augmentation.apply({ x }, key).x);
    expect(values(augmentation.apply({ x }, key).x)).toEqual(y);
    expect(values(augmentation.apply({ x }, key.next()).x)).not.toEqual(y);
    expect(y).not.toEqual(before);
    expect(values(x)).toEqual(before);
  });

  test("a sample's changes don't depend on its place, on the batch's size or on the others", () => {
    const x = images(6, shape);
    const indices = [7, 0, 3, 100_000, 2, 5];
    const augmentation = make(1);
    const y = augmentation.apply({ x, indices }, key).x;
    const places = [4, 1, 3];
    const some = { x: rows(x, places), indices: places.map((place) => indices[place]!) };
    expect(values(augmentation.apply(some, key).x)).toEqual(values(rows(y, places)));
  });

  test("every pixel stays between 0 and 1", () => {
    for (const value of values(make(1).apply({ x: images(20, shape) }, key).x)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  test("the reference does the same", () => {
    const x = images(4, shape);
    const y = make(1).apply({ x }, key).x;
    const backend = createReferenceBackend();
    useBackend(backend);
    const expected = make(1).apply({ x: images(4, shape, backend) }, key).x;
    expect(largestDifference(y, expected)).toBeLessThan(2e-5);
  });

  test("nothing is left in memory", () => {
    const x = images(4, shape);
    const { bytes } = memory();
    scope(() => void make(1).apply({ x }, key));
    expect(memory().bytes).toBe(bytes);
  });

  test("what is no batch of images is refused by name", () => {
    using x = rows(images(1, shape), [0]);
    expect(() => make(1).apply({ x, indices: [1, 2] }, key)).toThrow("2 indices for a batch of 1 samples");
  });
});
