import { expect, test } from "vitest";
import type { StoredTensor } from "./format.js";
import { readSafetensors } from "./readSafetensors.js";
import { writeSafetensors } from "./writeSafetensors.js";

const tensors = new Map<string, StoredTensor>([
  ["mask", { dtype: "bool", shape: [3], data: Uint8Array.of(1, 0, 1) }],
  ["layers.0.weight", { dtype: "float32", shape: [2, 2], data: Float32Array.of(1.5, -0, Number.NaN, 3e38) }],
  ["steps", { dtype: "int32", shape: [], data: Int32Array.of(-7) }],
  ["wide", { dtype: "float64", shape: [1, 2], data: Float64Array.of(Math.PI, Number.MIN_VALUE) }],
  ["half", { dtype: "float16", shape: [3], data: Float32Array.of(1.5, -(2 ** -24), 65504) }],
  ["empty", { dtype: "float32", shape: [0, 5], data: new Float32Array(0) }],
  ["__proto__", { dtype: "uint8", shape: [1], data: Uint8Array.of(9) }],
]);

/** A file with this header, not padded, and so many bytes of data. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const entry = (dtype: unknown, shape: unknown, data_offsets: unknown) => ({ dtype, shape, data_offsets });

test("every dtype, scalars, empty axes, NaN and -0 come back as they were", () => {
  const read = readSafetensors(writeSafetensors(tensors, { made: "by a test" }));
  expect(read.metadata).toEqual({ made: "by a test" });
  expect([...read.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
  for (const [name, tensor] of tensors) expect(read.tensors.get(name)).toEqual(tensor);
});

test("a file that Node read, a Buffer, gives the same, and copies", () => {
  const buffer = Buffer.from(writeSafetensors(tensors));
  const read = readSafetensors(buffer);
  buffer.fill(0xff);
  for (const [name, tensor] of tensors) expect(read.tensors.get(name)).toEqual(tensor);
});

test("the data and each tensor are aligned, and equal tensors give equal bytes", () => {
  const file = writeSafetensors(tensors);
  const headerBytes = Number(new DataView(file.buffer).getBigUint64(0, true));
  expect(headerBytes % 8).toBe(0);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes)));
  const widths: Record<string, number> = { F64: 8, F32: 4, I32: 4, F16: 2, U8: 1, BOOL: 1 };
  for (const { dtype, data_offsets } of Object.values<{ dtype: string; data_offsets: number[] }>(header))
    expect(data_offsets[0]! % widths[dtype]!).toBe(0);
  expect(writeSafetensors(new Map([...tensors].reverse()))).toEqual(file);
});

test("a file in the middle of other bytes is read too", () => {
  const file = writeSafetensors(tensors);
  const shifted = new Uint8Array(file.length + 3);
  shifted.set(file, 3);
  expect(readSafetensors(shifted.subarray(3)).tensors.get("wide")).toEqual(tensors.get("wide"));
});

test.each<[string, Uint8Array, RegExp]>([
  ["nothing", new Uint8Array(0), /truncated: expected at least 8 bytes, found 0/],
  ["a header longer than the file", fileOf({}, 0).subarray(0, 9), /truncated: its header needs 2 bytes, 1/],
  ["a header without end", new Uint8Array(8).fill(255), /expected a header of at most/],
  ["a header that is no JSON", fileOf("{'a': 1}", 0), /header is no JSON text/],
  ["a header that is no UTF-8", Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff), /header is no JSON text/],
  ["a header that is a list", fileOf("[]", 0), /header is no JSON object/],
  ["metadata of numbers", fileOf({ __metadata__: { a: 1 } }, 0), /object of strings/],
  ["an entry that is no object", fileOf({ a: 3 }, 0), /tensor "a": expected an object/],
  ["an unknown dtype", fileOf({ a: entry("BF16", [1], [0, 2]) }, 2), /tensor "a": expected a dtype .*"BF16"/],
  ["a negative extent", fileOf({ a: entry("U8", [-1], [0, 0]) }, 0), /tensor "a": expected a shape/],
  ["a shape beyond counting", fileOf({ a: entry("U8", [2 ** 40, 2 ** 40], [0, 0]) }, 0), /expected a shape/],
  ["three offsets", fileOf({ a: entry("U8", [1], [0, 1, 2]) }, 1), /expected data_offsets/],
  ["offsets backwards", fileOf({ a: entry("U8", [1], [1, 0]) }, 1), /expected data_offsets/],
  ["values cut off", fileOf({ a: entry("F32", [2], [0, 8]) }, 7), /truncated: the values end at byte 8 of 7/],
  ["wrong sizes", fileOf({ a: entry("F32", [2], [0, 4]) }, 4), /F32 \[2\] takes 8 bytes, .* span 4/],
  [
    "overlapping tensors",
    fileOf({ a: entry("U8", [2], [0, 2]), b: entry("U8", [2], [1, 3]) }, 3),
    /tensor "b" overlaps/,
  ],
  ["a hole", fileOf({ a: entry("U8", [1], [1, 2]) }, 2), /1 bytes before tensor "a" belong to no tensor/],
  ["bytes at the end", fileOf({ a: entry("U8", [1], [0, 1]) }, 2), /1 bytes at the end belong to no tensor/],
])("%s is refused by a sentence that names the file", (_, bytes, message) => {
  const read = () => readSafetensors(bytes, "my.safetensors");
  expect(read).toThrowError(message);
  expect(read).toThrowError(expect.objectContaining({ code: "data", details: { file: "my.safetensors" } }));
});

test("no prefix of a file is taken for a file", () => {
  const file = writeSafetensors(tensors);
  for (let length = 0; length < file.length; length++)
    expect(() => readSafetensors(file.subarray(0, length))).toThrowError(/weights.safetensors: /);
});

test("values that don't fill their shape are not written", () => {
  const wrong = new Map([["a", { dtype: "float32", shape: [3], data: new Float32Array(2) } as const]]);
  expect(() => writeSafetensors(wrong)).toThrowError(/"a" has 2 values for the shape \[3\]/);
});
