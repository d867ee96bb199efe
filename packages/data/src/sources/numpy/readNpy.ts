import { badData } from "../../place.js";
import type { SourceOptions } from "../gzip.js";
import { type NpyElement, type NpyNumbers, npyElements } from "./npyElements.js";
import { readNpyHeader } from "./npyHeader.js";

export interface NpyNumberArray {
  /** NumPy's name of the type in the file: "uint8", "float16", "int64", … */
  readonly dtype: string;
  /** Empty for a single value. */
  readonly shape: readonly number[];
  /** Row by row. float16 comes as float32; int64 and uint64 as float64, which holds every whole number below 2^53. */
  readonly data: NpyNumbers;
}

export interface NpyTextArray {
  readonly dtype: "text";
  readonly shape: readonly number[];
  readonly data: readonly string[];
}

export type NpyArray = NpyNumberArray | NpyTextArray;

/**
 * Reads a .npy file: booleans, integers, floats and texts in either byte order, in C or Fortran order (the result is in C
 * order), of versions 1 to 3 of the format.
 * @throws DataError naming the file: no .npy file, truncated or too long, complex numbers, dates, objects or records, a
 *   64-bit integer from 2^53 on with its place.
 */
export function readNpy(bytes: Uint8Array, { file = ".npy data" }: SourceOptions = {}): NpyArray {
  const { descr, isFortran, shape, start } = readNpyHeader(bytes, file);
  const length = shape.reduce((product, extent) => product * extent, 1);
  const little = descr[0] !== ">";
  const kind = descr.slice(1);
  const letters = /^[US](\d+)$/.exec(kind);
  const element = npyElements[kind];
  if (!/^[<>|=][a-zA-Z]\d*$/.test(descr) || !(element || letters))
    throw badData({ file }, `expected numbers, booleans or texts, found ${whatIs(kind)} ("${descr}")`);
  const each = element ? element.bytes : Number(letters![1]) * (kind[0] === "U" ? 4 : 1);
  const expected = start + each * length;
  if (bytes.length !== expected) {
    const what = bytes.length < expected ? "it is truncated" : "bytes trail after the values";
    throw badData(
      { file },
      `expected ${expected} bytes for "${descr}" of shape [${shape.join(", ")}], found ${bytes.length}: ${what}`,
      { expected, found: bytes.length },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, each * length);
  if (!element) {
    const data = Array.from({ length }, (_, i) => readText(view, i * each, each, kind[0] === "U", little));
    return {
      dtype: "text",
      shape,
      data: isFortran ? fromFortran(data, shape, new Array<string>(length)) : data,
    };
  }
  const data = readNumbers(view, element, length, little, file);
  return {
    dtype: element.dtype,
    shape,
    data: isFortran ? fromFortran(data, shape, element.make(length)) : data,
  };
}

function readNumbers(
  view: DataView,
  element: NpyElement,
  length: number,
  little: boolean,
  file: string,
): NpyNumbers {
  // Bytes may be many, and need no conversion.
  if (element.dtype === "uint8") return new Uint8Array(view.buffer, view.byteOffset, length);
  const data = element.make(length);
  const isWide = element.dtype.endsWith("int64");
  for (let i = 0; i < length; i++) {
    const value = element.read(view, i * element.bytes, little);
    if (isWide && !Number.isSafeInteger(value))
      throw badData(
        { file, row: i + 1 },
        `expected whole numbers below 2^53, which a float64 holds, found ${value} as value ${i + 1}`,
      );
    data[i] = value;
  }
  return data;
}

/** A text of fixed length, ended by zeros: four bytes a character (U), or one (S). */
function readText(view: DataView, at: number, bytes: number, isWide: boolean, little: boolean): string {
  const codes: number[] = [];
  for (let i = at; i < at + bytes; i += isWide ? 4 : 1)
    codes.push(isWide ? Math.min(view.getUint32(i, little), 0x10ffff) : view.getUint8(i));
  while (codes.at(-1) === 0) codes.pop();
  return String.fromCodePoint(...codes);
}

/** Values in Fortran order, where the first index runs fastest, put into C order. */
function fromFortran<T extends { [index: number]: number | string }>(
  data: T,
  shape: readonly number[],
  out: T,
): T {
  const strides: number[] = [];
  let length = 1;
  for (const extent of shape) {
    strides.push(length);
    length *= extent;
  }
  const index = shape.map(() => 0);
  for (let to = 0, from = 0; to < length; to++) {
    out[to] = data[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}

function whatIs(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    c: "complex numbers",
    M: "dates",
    m: "spans of time",
    O: "Python objects",
    V: "raw bytes",
  };
  return names[kind[0]!] ?? (kind[0] === "f" ? "floats of another size" : "another type");
}
