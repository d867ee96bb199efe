import { describe, expect, test } from "vitest";
import { fromBase64, numpyFixture } from "../../testing/numpyFixture.js";
import { readNpy } from "./readNpy.js";

const npy = (name: string) => fromBase64(numpyFixture.arrays.find((array) => array.name === name)!.bytes);
const special: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN };

describe(`NumPy ${numpyFixture.numpy} writes, readNpy reads`, () => {
  test.each(numpyFixture.arrays)("$name", ({ name, bytes, shape, values }) => {
    const array = readNpy(fromBase64(bytes));
    expect(array.shape).toEqual(shape);
    const isText = array.dtype === "text";
    expect(Array.from<number | string>(array.data)).toEqual(
      isText ? values : values.map((value) => special[value] ?? value),
    );
    expect(isText).toBe(name.includes("texts"));
  });
});

test("dtypes and the arrays that hold them", () => {
  const kinds = {
    "<u1": Uint8Array,
    "<i1": Int8Array,
    ">u2": Uint16Array,
    "<i4": Int32Array,
    ">u8": Float64Array,
  };
  for (const [name, kind] of Object.entries(kinds)) expect(readNpy(npy(name)).data).toBeInstanceOf(kind);
  expect(readNpy(npy(">f2"))).toMatchObject({ dtype: "float16", data: expect.any(Float32Array) });
  expect(readNpy(npy("<i8"))).toMatchObject({ dtype: "int64", data: expect.any(Float64Array) });
  expect(readNpy(npy("bool"))).toMatchObject({ dtype: "bool", data: Uint8Array.of(1, 0, 0, 1) });
});

test.each(Object.entries(numpyFixture.refused))("refuses %s", (what, bytes) => {
  expect(() => readNpy(fromBase64(bytes), { file: "a.npy" })).toThrow(
    expect.objectContaining({
      code: "data",
      message: expect.stringMatching(/^a\.npy(, row \d)?: expected /),
    }),
  );
  expect(() => readNpy(fromBase64(bytes))).toThrow(what);
});

const whole = npy("<f4");
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const bytesOf = (latin: string) => Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
const edited = (from: string, to: string) => bytesOf(text(whole).replace(from, to));

test.each([
  ["no bytes", new Uint8Array(0), /expected a \.npy file/],
  ["a PNG", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), /expected a \.npy file/],
  ["half a magic number", whole.subarray(0, 4), /header of the \.npy file is truncated/],
  ["half a header", whole.subarray(0, 50), /header of the \.npy file is truncated/],
  ["version 4", whole.with(6, 4), /expected version 1, 2 or 3 of the \.npy format, found 4\.0/],
  ["a header without a shape", edited("'shape'", "'shame'"), /header of the \.npy file is damaged/],
  [
    "an unknown type",
    edited("<f4", "<q4"),
    /expected numbers, booleans or texts, found another type \("<q4"\)/,
  ],
  [
    "truncated values",
    whole.subarray(0, whole.length - 3),
    /expected 224 bytes for "<f4" of shape \[2, 3, 4\], found 221: it is truncated/,
  ],
  ["bytes that trail", Uint8Array.of(...whole, 0), /found 225: bytes trail after the values/],
])("refuses %s", (_, bytes, message) => {
  expect(() => readNpy(bytes, { file: "a.npy" })).toThrow(
    expect.objectContaining({
      code: "data",
      message: expect.stringMatching(message),
      details: expect.objectContaining({ file: "a.npy" }),
    }),
  );
});
