import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Dataset } from "../dataset.js";
import { imagePreparation } from "../preparation/imagePreparation.js";
import { Loader, type LoaderOptions } from "./loader.js";

const count = 150;
const random = new Generator(1);
const pixels = Uint8Array.from({ length: count * 2 * 12 }, () => random.integer(0, 256));
const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
const target = { kind: "classes", labels, classes: ["a", "b", "c"] } as const;
const images = new Dataset({ name: "images", features: { data: pixels, shape: [2, 3, 4] }, target });
const floats = new Dataset({
  name: "floats",
  features: { data: Float32Array.from(pixels, (byte) => byte / 7), shape: [24] },
  target,
});

/** Every batch of an epoch as plain values. */
async function epochOf(dataset: Dataset, options: LoaderOptions, epoch = 0, start = 0) {
  using loader = new Loader(dataset, { batchSize: 32, seed: 4, ...options });
  const seen: { x: number[]; t: number[]; indices: number[] }[] = [];
  for await (const { x, t, indices } of loader.epoch(epoch, { start })) {
    seen.push({ x: [...(await x.data())], t: [...(await t.data())], indices: [...indices] });
  }
  return seen;
}

describe("a loader", () => {
  test.each([
    ["standardized images", images, { prepare: imagePreparation(images) }],
    ["bytes", images, {}],
    ["floats", floats, {}],
    ["floats standardized one by one", floats, { prepare: ownPreparation() }],
  ] as const)("gives the same bits with any number of workers: %s", async (_, dataset, options) => {
    const sampling = "balanced";
    const alone = await epochOf(dataset, { ...options, sampling }, 3);
    expect(alone.map(({ indices }) => indices.length)).toEqual([32, 32, 32, 32, 22]);
    for (const workers of [1, 2, 5])
      expect(await epochOf(dataset, { ...options, sampling, workers, prefetch: 3 }, 3)).toEqual(alone);
  });

  test("goes on in the middle of an epoch exactly as if it hadn't stopped", async () => {
    for (const workers of [0, 2]) {
      const options = { sampling: "stratified", workers, prepare: imagePreparation(images) } as const;
      const whole = await epochOf(images, options, 2);
      expect(await epochOf(images, options, 2, 3)).toEqual(whole.slice(3));
    }
  });

  test("keeps its workers from epoch to epoch, and does without one that dies", async () => {
    using loader = new Loader(images, { batchSize: 50, workers: 2 });
    const sums: number[] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      let sum = 0;
      for await (const { x } of loader.epoch(epoch)) {
        for (const value of await x.data()) sum += value;
        // What a crash of the worker would come to.
        if (epoch === 1) loader[Symbol.dispose]();
      }
      sums.push(sum);
    }
    expect(sums[1]).toBe(sums[0]);
    expect(sums[2]).toBe(sums[0]);
    expect(loader.waited).toBeGreaterThan(0);
  });

  test("leaves a last batch out that isn't full, and frees each batch when the next is asked for", async () => {
    using loader = new Loader(images, { batchSize: 40, dropLast: true, workers: 1 });
    const seen = [];
    for await (const batch of loader.epoch(0)) seen.push(batch);
    expect(seen).toHaveLength(3);
    expect(loader.length).toBe(3);
    for (const { x, t } of seen) expect([x.isDisposed, t.isDisposed]).toEqual([true, true]);
  });

  test("refuses options out of range", () => {
    expect(() => new Loader(images, { workers: -1 })).toThrow(
      "batches: workers is a whole number from 0 on, not -1",
    );
    expect(() => new Loader(images, { prefetch: 0 })).toThrow("prefetch is a whole number from 1 on, not 0");
  });
});

/** A preparation of somebody's own: no table says what it does, so it stays on the main thread. */
function ownPreparation() {
  return {
    shape: () => [24],
    write: (
      { data }: { data: Float32Array | Uint8Array },
      index: number,
      out: Float32Array,
      offset: number,
    ) => {
      for (let i = 0; i < 24; i++) out[offset + i] = data[index * 24 + i]! - index;
    },
  };
}
