import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { idxBytes } from "../testing/idxBytes.js";
import { fromBase64, numpyFixture } from "../testing/numpyFixture.js";
import { openData } from "./openData.js";
import { sniff } from "./sniff.js";

const text = (content: string) => new TextEncoder().encode(content);
const csv = text("a,b\n1,2\n3,4\n");
const images = idxBytes(0x08, [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = idxBytes(0x08, [2], [1, 0]);
const cifar = Uint8Array.from({ length: 2 * 3073 }, (_, i) => (i % 3073 === 0 ? 7 : i % 256));

test.each([
  ["csv", csv],
  ["csv", Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x2c, 0)],
  ["csv", text("größe,名前\n1,x\n")],
  ["gzip", new Uint8Array(gzipSync(csv))],
  ["idx-images", images],
  ["idx-labels", labels],
  ["cifar", cifar],
  ["unknown", cifar.subarray(1)],
  ["unknown", new Uint8Array()],
  ["image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
  ["image", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  ["image", text("RIFF....WEBP")],
  ["npy", Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)],
  ["zip", text("PK\x03\x04")],
  ["unknown", Uint8Array.of(0x42, 0x4d, 1, 2, 3, 4, 0, 0, 0, 0)],
])("sniff: %s", (kind, bytes) => {
  expect(sniff(bytes).kind).toBe(kind);
});

test("opens each kind by content, gzipped or not", async () => {
  for (const pack of [(bytes: Uint8Array) => bytes, (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))]) {
    const table = await openData({ name: "x", bytes: pack(csv) });
    expect(table.kind === "table" && table.table.columnNames).toEqual(["a", "b"]);
    const pictures = await openData(
      { name: "x", bytes: pack(images) },
      { labels: { name: "y", bytes: pack(labels) } },
    );
    expect(pictures).toMatchObject({ kind: "images", source: "idx", dataset: { length: 2 } });
    const records = await openData({ name: "x", bytes: pack(cifar) });
    expect(records).toMatchObject({ kind: "images", source: "cifar", dataset: { length: 2 } });
  }
});

const array = (name: string) =>
  fromBase64(numpyFixture.arrays.find((candidate) => candidate.name === name)!.bytes);

test("NumPy: images are a data set, rows and columns a table", async () => {
  const archive = (name: string) => ({ name: "x.npz", bytes: fromBase64(numpyFixture.archives[name]!) });
  const pictures = await openData(archive("stored"), { classes: ["a", "b", "c"] });
  expect(pictures).toMatchObject({
    kind: "images",
    source: "numpy",
    dataset: { target: { classes: ["a", "b", "c"] } },
  });
  const opened = await openData(archive("names"));
  const { table } = opened as Extract<typeof opened, { kind: "table" }>;
  expect(table.columnNames).toEqual(["x1", "x2", "x3", "y"]);
  expect(table.numbers("x3")[0]).toBe(-5 / 7);
  expect(table.cells("y")).toEqual(["oak", "elm", "oak", "ash", "elm"]);
  const bools = await openData({ name: "x.npy", bytes: array("bool") });
  expect(bools.kind === "table" && bools.table.type("x1")).toBe("boolean");
  const numbers = await openData({ name: "x.npy", bytes: array("safe int64") });
  expect(numbers.kind === "table" && numbers.table.cells("x1")).toEqual([
    "-9007199254740991",
    "9007199254740991",
  ]);
  await expect(openData({ name: "x.npy", bytes: array("floats") })).rejects.toThrow(
    'x.npy, row 5, column "x1": expected a finite number, found -Infinity',
  );
  const labelled = await openData(
    { name: "x.npy", bytes: array("<u1") },
    { labels: { name: "y.npy", bytes: array("big-endian texts") } },
  );
  expect(labelled).toMatchObject({ kind: "images", dataset: { target: { labels: Int32Array.of(0, 1) } } });
});

test.each([
  [
    "a PDF",
    text("%PDF-1.7 \0"),
    {},
    "f: expected a CSV, JSON lines, a Parquet, IDX or NumPy file, a CIFAR binary or a picture, but it is a PDF document",
  ],
  [
    "a damaged picture",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
    {},
    /f: the JPEG picture can't be read: it is truncated/,
  ],
  ["a zip archive", text("PK\x03\x04"), {}, /^f: the zip archive is truncated/],
  ["labels", labels, {}, /^f: expected data, found IDX labels/],
  ["half a CIFAR file", cifar.subarray(0, 5000), {}, /its 5000 bytes are no whole CIFAR records/],
  [
    "half a CIFAR file, declared",
    cifar.subarray(0, 5000),
    { cifar: { variant: 10 as const } },
    /row 2: expected a multiple of 3073 bytes/,
  ],
  [
    "labels beside a CSV",
    csv,
    { labels: { name: "l", bytes: labels } },
    "f: labels in l go with an IDX images file or a NumPy array, but it is text",
  ],
])("%s: refused", async (_, bytes, options, message) => {
  await expect(openData({ name: "f", bytes }, options)).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(message),
  });
});
