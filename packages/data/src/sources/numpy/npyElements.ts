export type NpyNumbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How the elements of one of NumPy's types become JavaScript's numbers. */
export interface NpyElement {
  /** NumPy's name of the type. */
  readonly dtype: string;
  readonly bytes: number;
  make(length: number): NpyNumbers;
  read(view: DataView, at: number, little: boolean): number;
}

const element = (
  dtype: string,
  bytes: number,
  make: (length: number) => NpyNumbers,
  read: NpyElement["read"],
): NpyElement => ({ dtype, bytes, make, read });

/** By the letter of the kind and the number of bytes, as `descr` has them behind the byte order. */
export const npyElements: Readonly<Record<string, NpyElement>> = {
  b1: element(
    "bool",
    1,
    (n) => new Uint8Array(n),
    (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  ),
  u1: element(
    "uint8",
    1,
    (n) => new Uint8Array(n),
    (view, at) => view.getUint8(at),
  ),
  i1: element(
    "int8",
    1,
    (n) => new Int8Array(n),
    (view, at) => view.getInt8(at),
  ),
  u2: element(
    "uint16",
    2,
    (n) => new Uint16Array(n),
    (view, at, little) => view.getUint16(at, little),
  ),
  i2: element(
    "int16",
    2,
    (n) => new Int16Array(n),
    (view, at, little) => view.getInt16(at, little),
  ),
  u4: element(
    "uint32",
    4,
    (n) => new Uint32Array(n),
    (view, at, little) => view.getUint32(at, little),
  ),
  i4: element(
    "int32",
    4,
    (n) => new Int32Array(n),
    (view, at, little) => view.getInt32(at, little),
  ),
  u8: element(
    "uint64",
    8,
    (n) => new Float64Array(n),
    (view, at, little) => Number(view.getBigUint64(at, little)),
  ),
  i8: element(
    "int64",
    8,
    (n) => new Float64Array(n),
    (view, at, little) => Number(view.getBigInt64(at, little)),
  ),
  f2: element(
    "float16",
    2,
    (n) => new Float32Array(n),
    (view, at, little) => halfToNumber(view.getUint16(at, little)),
  ),
  f4: element(
    "float32",
    4,
    (n) => new Float32Array(n),
    (view, at, little) => view.getFloat32(at, little),
  ),
  f8: element(
    "float64",
    8,
    (n) => new Float64Array(n),
    (view, at, little) => view.getFloat64(at, little),
  ),
};

/** IEEE 754 binary16: a sign, five bits of exponent and ten of fraction. Node 22 has no getFloat16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
