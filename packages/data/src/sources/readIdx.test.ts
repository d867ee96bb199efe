import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { idxBytes } from "../testing/idxBytes.js";
import { idxImages } from "./idxImages.js";
import { readIdx } from "./readIdx.js";

test("bytes, gzipped or not", async () => {
  const bytes = idxBytes(0x08, [2, 1, 3], [1, 2, 3, 253, 254, 255]);
  for (const source of [bytes, new Uint8Array(gzipSync(bytes))]) {
    expect(await readIdx(source)).toEqual({
      dtype: "uint8",
      shape: [2, 1, 3],
      data: Uint8Array.of(1, 2, 3, 253, 254, 255),
    });
  }
});

test.each([
  [0x09, "int8", Int8Array.of(-128, 127)],
  [0x0b, "int16", Int16Array.of(-32768, 258)],
  [0x0c, "int32", Int32Array.of(-2147483648, 16909060)],
  [0x0d, "float32", Float32Array.of(-1.5, 3e38)],
  [0x0e, "float64", Float64Array.of(-1.1, 1e300)],
])("type %i is big-endian %s", async (type, dtype, values) => {
  const read = await readIdx(idxBytes(type, [2], Array.from(values)));
  expect(read).toEqual({ dtype, shape: [2], data: values });
});

const good = idxBytes(0x08, [2, 2], [1, 2, 3, 4]);
test.each([
  ["no bytes", new Uint8Array(), "images: expected an IDX file, found no bytes at all"],
  ["another file", Uint8Array.of(0x89, 0x50, 0x4e, 0x47), /^images: wrong magic number: .* not 89 50 4e 47$/],
  [
    "an unknown type",
    Uint8Array.of(0, 0, 7, 1, 0, 0, 0, 0),
    /^images: wrong magic number 00 00 07 01: the type byte/,
  ],
  ["no dimensions", Uint8Array.of(0, 0, 8, 0), /at least one dimension/],
  [
    "half a header",
    good.subarray(0, 9),
    "images: the header of 2 dimensions takes 12 bytes, found 9: it is truncated",
  ],
  [
    "too few values",
    good.subarray(0, 15),
    "images: expected 16 bytes for uint8 values of shape [2, 2], found 15: it is truncated",
  ],
  ["trailing bytes", Uint8Array.of(...good, 0), /found 17: bytes trail after the values$/],
  ["absurd dimensions", idxBytes(0x0e, [4294967295, 4294967295], []), /it is truncated$/],
  ["truncated gzip", new Uint8Array(gzipSync(good)).subarray(0, 15), /gzip data is truncated/],
])("%s is refused", async (_, bytes, message) => {
  await expect(readIdx(bytes, { file: "images" })).rejects.toMatchObject({
    code: "data",
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
});

const pixels = {
  name: "images",
  bytes: idxBytes(
    0x08,
    [3, 2, 2],
    Array.from({ length: 12 }, (_, i) => i),
  ),
};
const labelled = (values: number[], type = 0x08) => ({
  name: "labels",
  bytes: idxBytes(type, [values.length], values),
});

test("images and labels become a data set of bytes, channels first", async () => {
  const dataset = await idxImages({ images: pixels, labels: labelled([2, 0, 1]) });
  expect(dataset.length).toBe(3);
  expect(dataset.features.shape).toEqual([1, 2, 2]);
  expect(dataset.features.data).toBeInstanceOf(Uint8Array);
  expect(dataset.target).toEqual({
    kind: "classes",
    labels: Int32Array.of(2, 0, 1),
    classes: ["0", "1", "2"],
  });
  const named = await idxImages({ images: pixels, labels: labelled([1, 0, 1]), classes: ["cat", "dog"] });
  expect(named.target).toMatchObject({ classes: ["cat", "dog"] });
  expect((await idxImages({ images: pixels })).target).toBeUndefined();
});

test.each([
  ["different counts", labelled([0, 1]), undefined, "labels: 2 labels for the 3 images of images"],
  [
    "a label outside the classes",
    labelled([0, 1, 2]),
    ["a", "b"],
    "labels, row 3: expected a label from 0 to 1, found 2",
  ],
  [
    "a negative label",
    labelled([0, -1, 0], 0x09),
    undefined,
    "labels, row 2: expected a label that counts from 0, found -1",
  ],
  ["a broken label", labelled([0, 1, 0.5], 0x0d), undefined, /row 3: .* found 0.5$/],
  [
    "images for labels",
    pixels,
    undefined,
    /^images: expected labels in one dimension, .* are these the images\?$/,
  ],
])("%s: refused", async (_, labels, classes, message) => {
  const failure = idxImages({ images: pixels, labels, classes });
  await expect(failure).rejects.toMatchObject({ code: "data", message: expect.stringMatching(message) });
});

test("labels for images are refused", async () => {
  await expect(idxImages({ images: labelled([1, 2]) })).rejects.toThrow("is it the labels file?");
});
