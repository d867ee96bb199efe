import { DataError, type DType, type TypedArray } from "@mebae/tensor";

/** A tensor as it lies in a file: row-major values on the host. */
export interface StoredTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TypedArray;
}

export interface SafetensorsContent {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Free strings, the header's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Mebae's dtypes by the names that the format gives them. */
export const dtypeNames: Readonly<Record<DType, string>> = {
  float64: "F64",
  float32: "F32",
  float16: "F16",
  int32: "I32",
  uint8: "U8",
  bool: "BOOL",
};

export const metadataKey = "__metadata__";

/** The format's own limit on the header, so that a damaged length can't ask for all memory. */
export const longestHeader = 100_000_000;

/** A DataError about a file. */
export function damaged(file: string, problem: string, cause?: unknown): DataError {
  return new DataError(`${file}: ${problem}`, { file }, cause === undefined ? undefined : { cause });
}
