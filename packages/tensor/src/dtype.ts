import { DtypeError } from "./errors.js";
import { halfBits, halfNumber } from "./halves.js";

/** The element types of a tensor. float16 exists only on backends that list it. */
export type DType = "float32" | "float64" | "int32" | "uint8" | "bool" | "float16";

export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array | Uint16Array;

/** The dtypes that every CPU backend has, in the order of promotion. */
export const dtypes = ["bool", "uint8", "int32", "float32", "float64"] as const satisfies readonly DType[];

interface DTypeFacts {
  bytes: number;
  float: boolean;
  array: new (length: number | ArrayBufferLike, byteOffset?: number, elements?: number) => TypedArray;
}

// float16 is stored as its bits: Node 22 has no Float16Array.
const facts: Record<DType, DTypeFacts> = {
  bool: { bytes: 1, float: false, array: Uint8Array as never },
  uint8: { bytes: 1, float: false, array: Uint8Array as never },
  int32: { bytes: 4, float: false, array: Int32Array as never },
  float16: { bytes: 2, float: true, array: Uint16Array as never },
  float32: { bytes: 4, float: true, array: Float32Array as never },
  float64: { bytes: 8, float: true, array: Float64Array as never },
};

/** Bytes of one element. */
export function bytesOf(dtype: DType): number {
  return facts[dtype].bytes;
}

export function isFloat(dtype: DType): boolean {
  return facts[dtype].float;
}

/** A typed array of `length` zeros, or a view of `buffer`, that holds elements of `dtype`. */
export function typedArray(dtype: DType, length: number): TypedArray;
export function typedArray(
  dtype: DType,
  buffer: ArrayBufferLike,
  byteOffset: number,
  length: number,
): TypedArray;
export function typedArray(
  dtype: DType,
  source: number | ArrayBufferLike,
  byteOffset?: number,
  length?: number,
) {
  const ArrayType = facts[dtype].array;
  return typeof source === "number" ? new ArrayType(source) : new ArrayType(source, byteOffset, length);
}

/** Numbers as a dtype's elements are stored, in an array of their own: truth values as 1 and 0, float16 as its bits. */
export function storedElements(dtype: DType, values: ArrayLike<number | boolean>): TypedArray {
  const out = typedArray(dtype, values.length);
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    out[i] = dtype === "bool" ? Number(value !== 0) : dtype === "float16" ? halfBits(value) : value;
  }
  return out;
}

/** What stored elements are as numbers: themselves, but those of float16, which become a Float32Array. */
export function storedNumbers(dtype: DType, stored: TypedArray): TypedArray {
  return dtype === "float16" ? Float32Array.from(stored, halfNumber) : stored;
}

/** The dtype whose values a typed array holds; a Uint8Array is uint8, never bool. */
export function dtypeOfArray(array: ArrayBufferView): DType | undefined {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  if (array instanceof Int32Array) return "int32";
  if (array instanceof Uint8Array || array instanceof Uint8ClampedArray) return "uint8";
  return undefined;
}

/**
 * The dtype in which two tensors meet. An integer or bool with a float gives that float; two different
 * floats never meet by themselves, since the silent widening is a bug more often than a wish.
 */
export function promote(a: DType, b: DType, where: string): DType {
  if (a === b) return a;
  if (isFloat(a) && isFloat(b)) {
    throw new DtypeError(
      `${where}: ${a} and ${b} don't mix; convert one of them with cast(x, "${a}") or cast(x, "${b}")`,
      { dtypes: [a, b] },
    );
  }
  return rank(a) > rank(b) ? a : b;
}

function rank(dtype: DType): number {
  return ["bool", "uint8", "int32", "float16", "float32", "float64"].indexOf(dtype);
}

/** What a JavaScript number becomes beside a tensor of `dtype`: it is weak, and follows the tensor. */
export function dtypeOfNumber(value: number | boolean, beside: DType): DType {
  if (typeof value === "boolean") return beside;
  if (isFloat(beside)) return beside;
  if (!Number.isInteger(value)) return "float32";
  return beside === "bool" || (beside === "uint8" && (value < 0 || value > 255)) ? "int32" : beside;
}
