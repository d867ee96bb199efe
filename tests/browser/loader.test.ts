import { Dataset, imagePreparation, Loader } from "@mebae/data";
import { expect, test } from "vitest";

test("a loader's workers give the main thread's batches, bit for bit", async () => {
  const data = Uint8Array.from({ length: 90 * 16 }, (_, i) => (i * 37) & 255);
  const labels = Int32Array.from({ length: 90 }, (_, i) => i % 2);
  const dataset = new Dataset({
    name: "images",
    features: { data, shape: [1, 4, 4] },
    target: { kind: "classes", labels, classes: ["a", "b"] },
  });
  const read = async (workers: number) => {
    using loader = new Loader(dataset, {
      sampling: "stratified",
      workers,
      prepare: imagePreparation(dataset),
    });
    const seen: number[][] = [];
    for await (const { x } of loader.epoch(1)) seen.push([...(await x.data())]);
    return seen;
  };
  const alone = await read(0);
  expect(alone.map(({ length }) => length / 16)).toEqual([32, 32, 26]);
  expect(await read(2)).toEqual(alone);
});
