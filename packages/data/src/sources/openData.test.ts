import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { idxBytes } from "../testing/idxBytes.js";
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
  ["unknown", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
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

test.each([
  [
    "PNG",
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0),
    {},
    "f: expected a CSV, JSON lines, a Parquet or IDX file or a CIFAR binary, but it is a PNG picture",
  ],
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
    "f: labels in l go with an IDX images file, but it is text",
  ],
])("%s: refused", async (_, bytes, options, message) => {
  await expect(openData({ name: "f", bytes }, options)).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(message),
  });
});
