import { readFileSync } from "node:fs";
import { createTar } from "nanotar";
import { describe, expect, test } from "vitest";
import { memoryCache } from "../download/cache.js";
import { sha256Of } from "../download/download.js";
import { idxBytes } from "../testing/idxBytes.js";
import { Mirror } from "../testing/mirror.js";
import { sharedData } from "../testing/sharedData.js";
import { getPublished, publishedNamed } from "./getPublished.js";
import { type PublishedData, publishedData } from "./publishedData.js";

describe("published data", () => {
  test("are known by name, with checksums of different files", () => {
    expect(publishedNamed("Fashion-MNIST").classes).toHaveLength(10);
    expect(() => publishedNamed("emnist")).toThrow(
      '"emnist" is no published data set that Mebae knows; there are mnist, fashion-mnist, kmnist, cifar-10',
    );
    const sums = publishedData.flatMap(({ files }) =>
      files.format === "idx"
        ? [files.train, files.test].flatMap(({ images, labels }) => [images.sha256, labels.sha256])
        : [files.archive.sha256],
    );
    expect(new Set(sums).size).toBe(13);
  });

  test("in IDX files become a training and a test set", async () => {
    const image = idxBytes(
      8,
      [2, 3, 3],
      Array.from({ length: 18 }, (_, i) => i),
    );
    const label = idxBytes(8, [2], [4, 1]);
    await using images = await Mirror.open(image, "right");
    await using labels = await Mirror.open(label, "right");
    const file = async (name: string, mirror: Mirror) => ({
      name,
      urls: [mirror.url],
      sha256: await sha256Of(mirror.bytes),
    });
    const pair = { images: await file("images", images), labels: await file("labels", labels) };
    const data = { ...publishedData[0]!, files: { format: "idx", train: pair, test: pair } } as PublishedData;
    const { train, test } = await getPublished(data, { cache: memoryCache() });
    expect(train.features.shape).toEqual([1, 3, 3]);
    expect(test.length).toBe(2);
    expect(images.ranges).toHaveLength(1);
  });

  test("CIFAR-10 comes out of its archive, batches in order", async () => {
    const record = (label: number) =>
      Uint8Array.from({ length: 3073 }, (_, i) => (i === 0 ? label : label + 1));
    const folder = "cifar-10-batches-bin/";
    const tar = createTar([
      { name: `${folder}data_batch_2.bin`, data: record(5) },
      { name: `${folder}test_batch.bin`, data: record(9) },
      { name: `${folder}data_batch_1.bin`, data: record(3) },
      { name: `${folder}readme.html`, data: "x" },
    ]);
    await using mirror = await Mirror.open(tar, "right");
    const archive = { name: "cifar", urls: [mirror.url], sha256: await sha256Of(tar) };
    const data = { ...publishedData[3]!, files: { format: "cifar", archive } } as PublishedData;
    const { train, test } = await getPublished(data, { cache: memoryCache() });
    expect(train.target).toMatchObject({ labels: Int32Array.of(3, 5) });
    expect(train.features.data[3072]).toBe(6);
    expect(test.target).toMatchObject({ labels: Int32Array.of(9) });
  });

  test.skipIf(!sharedData("mnist/t10k-labels-idx1-ubyte.gz"))(
    "the checksums are those of the shared files",
    async () => {
      for (const name of ["mnist", "fashion-mnist"]) {
        const { files } = publishedNamed(name);
        if (files.format !== "idx") throw new Error(name);
        for (const { name: path, sha256 } of [...Object.values(files.train), ...Object.values(files.test)])
          expect(await sha256Of(new Uint8Array(readFileSync(sharedData(path)!)))).toBe(sha256);
      }
    },
  );
});
