import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { classTarget } from "../dataset.js";
import { readCifar, readClassNames } from "./readCifar.js";

/** Records whose pixels are all the record's number. */
function cifarBytes(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(labels.flatMap((label, i) => [...label, ...new Array<number>(3072).fill(i + 1)]));
}

test("CIFAR-10, gzipped or not", async () => {
  const bytes = cifarBytes([[3], [9]]);
  for (const source of [bytes, new Uint8Array(gzipSync(bytes))]) {
    const dataset = await readCifar(source);
    expect(dataset.features.shape).toEqual([3, 32, 32]);
    expect(classTarget(dataset).labels).toEqual(Int32Array.of(3, 9));
    expect(classTarget(dataset).classes).toHaveLength(10);
    expect(dataset.features.data[3071]).toBe(1);
    expect(dataset.features.data[3072]).toBe(2);
  }
});

test("CIFAR-100 is told by its length; fine classes unless coarse ones are asked for", async () => {
  const bytes = cifarBytes([
    [19, 99],
    [0, 42],
  ]);
  expect(classTarget(await readCifar(bytes)).labels).toEqual(Int32Array.of(99, 42));
  const coarse = classTarget(await readCifar(bytes, { labels: "coarse" }));
  expect(coarse.labels).toEqual(Int32Array.of(19, 0));
  expect(coarse.classes).toHaveLength(20);
});

test.each([
  ["no bytes", new Uint8Array(), {}, "c.bin: expected CIFAR records, found no bytes at all"],
  [
    "a cut record",
    cifarBytes([[1], [2]]).subarray(0, 6000),
    {},
    /^c\.bin, row 2: expected a multiple of 3073 bytes, .* found 6000/,
  ],
  [
    "a wrong label",
    cifarBytes([[1], [10]]),
    {},
    "c.bin, row 2: record 2: expected a label from 0 to 9, found 10",
  ],
  [
    "a label without a name",
    cifarBytes([[1], [2]]),
    { classes: ["a", "b"] },
    /record 2: expected a label from 0 to 1, found 2$/,
  ],
  ["another variant", cifarBytes([[1]]), { variant: 100 as const }, /multiple of 3074/],
])("%s: refused", async (_, bytes, options, message) => {
  const failure = readCifar(bytes, { file: "c.bin", ...options });
  await expect(failure).rejects.toMatchObject({ code: "data", message: expect.stringMatching(message) });
});

test("class names, one a line", () => {
  expect(readClassNames("cat\r\n dog \n\n")).toEqual(["cat", "dog"]);
  expect(() => readClassNames("\n")).toThrow("expected one class name a line");
  expect(() => readClassNames("cat\n\ndog")).toThrow("row 2: expected a class name, found an empty line");
  expect(() => readClassNames("cat\ncat")).toThrow('row 2: the class name "cat" comes twice');
});
