import { badData } from "../place.js";
import { gunzip, type SourceOptions } from "./gzip.js";

export type IdxDType = "uint8" | "int8" | "int16" | "int32" | "float32" | "float64";
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An array as an IDX file holds it, in this machine's byte order. */
export interface IdxArray {
  readonly dtype: IdxDType;
  readonly shape: number[];
  readonly data: IdxData;
}

interface Element {
  readonly dtype: IdxDType;
  readonly bytes: number;
  make(length: number): IdxData;
  read(view: DataView, at: number): number;
}

const elements: Readonly<Record<number, Element>> = {
  8: { dtype: "uint8", bytes: 1, make: (n) => new Uint8Array(n), read: (view, at) => view.getUint8(at) },
  9: { dtype: "int8", bytes: 1, make: (n) => new Int8Array(n), read: (view, at) => view.getInt8(at) },
  11: { dtype: "int16", bytes: 2, make: (n) => new Int16Array(n), read: (view, at) => view.getInt16(at) },
  12: { dtype: "int32", bytes: 4, make: (n) => new Int32Array(n), read: (view, at) => view.getInt32(at) },
  13: {
    dtype: "float32",
    bytes: 4,
    make: (n) => new Float32Array(n),
    read: (view, at) => view.getFloat32(at),
  },
  14: {
    dtype: "float64",
    bytes: 8,
    make: (n) => new Float64Array(n),
    read: (view, at) => view.getFloat64(at),
  },
};

/**
 * Reads an IDX file, the format of MNIST (LeCun, Cortes & Burges): two zero bytes, a byte for the type, one for
 * the number of dimensions, the dimensions as big-endian uint32, then the values, big-endian, row-major.
 * Gzipped or not is told from the content.
 * @throws DataError naming the file: empty, truncated gzip, wrong magic number, unknown type, a length that
 *   doesn't fit the dimensions.
 */
export async function readIdx(source: Uint8Array, options: SourceOptions = {}): Promise<IdxArray> {
  const file = options.file ?? "IDX data";
  const bytes = await gunzip(source, { file });
  const { element, shape, start } = readHeader(bytes, file);
  const length = shape.reduce((product, extent) => product * extent, 1);
  const expected = start + length * element.bytes;
  if (bytes.length !== expected) {
    const what = bytes.length < expected ? "it is truncated" : "bytes trail after the values";
    throw badData(
      { file },
      `expected ${expected} bytes for ${element.dtype} values of shape [${shape.join(", ")}], found ${bytes.length}: ${what}`,
      { expected, found: bytes.length },
    );
  }
  return { dtype: element.dtype, shape, data: readValues(bytes, start, length, element) };
}

function readHeader(bytes: Uint8Array, file: string): { element: Element; shape: number[]; start: number } {
  if (bytes.length === 0) throw badData({ file }, "expected an IDX file, found no bytes at all");
  const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) {
    throw badData(
      { file },
      `wrong magic number: an IDX file begins with 00 00, a type and a number of dimensions, not ${magic}`,
    );
  }
  const element = elements[bytes[2]!];
  if (!element) {
    throw badData({ file }, `wrong magic number ${magic}: the type byte is one of 08, 09, 0b, 0c, 0d, 0e`);
  }
  const rank = bytes[3]!;
  const start = 4 + 4 * rank;
  if (rank === 0)
    throw badData({ file }, `wrong magic number ${magic}: an IDX array has at least one dimension`);
  if (bytes.length < start) {
    throw badData(
      { file },
      `the header of ${rank} dimensions takes ${start} bytes, found ${bytes.length}: it is truncated`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { element, shape: Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis)), start };
}

function readValues(bytes: Uint8Array, start: number, length: number, element: Element): IdxData {
  // Bytes need no swapping and may be many: a view instead of a copy.
  if (element.dtype === "uint8") return bytes.subarray(start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const data = element.make(length);
  for (let i = 0; i < length; i++) data[i] = element.read(view, start + i * element.bytes);
  return data;
}
