import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzip, isGzip } from "./gzip.js";

const plain = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);

test("gzip is told from content, unpacked, and other bytes pass through", async () => {
  const packed = new Uint8Array(gzipSync(plain));
  expect(isGzip(packed)).toBe(true);
  expect(isGzip(plain)).toBe(false);
  expect(await gunzip(packed)).toEqual(plain);
  expect(await gunzip(plain)).toBe(plain);
});

test("two gzip members one after the other are one stream", async () => {
  const two = Uint8Array.from([...gzipSync(plain), ...gzipSync(plain)]);
  const unpacked = await gunzip(two).catch((error: Error) => error);
  // Hosts differ: the standard's DecompressionStream refuses a second member, Node's unpacks it.
  if (unpacked instanceof Error) expect(unpacked.message).toContain("damaged");
  else expect(unpacked.length).toBe(2 * plain.length);
});

test.each([
  ["truncated", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 20)],
  ["cut after the magic number", (bytes: Uint8Array) => bytes.subarray(0, 2)],
  [
    "with a flipped byte",
    (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 6 ? byte ^ 255 : byte)),
  ],
])("gzip data %s is refused by name", async (_, damage) => {
  const packed = damage(new Uint8Array(gzipSync(plain)));
  await expect(gunzip(packed, { file: "train.gz" })).rejects.toMatchObject({
    code: "data",
    message: "train.gz: the gzip data is truncated or damaged and can't be unpacked",
    details: { file: "train.gz" },
  });
});
