import type { DType, HostArray, Shape } from "@mebae/tensor/backend";

/** Row-major values and, beside each, what a backend's value may differ from it at most. */
export interface BoundedArray {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: Float64Array;
  readonly errors: Float64Array;
}

/** Other numbers in the place of an array's. */
export function withData({ dtype, shape }: BoundedArray, data: Float64Array): HostArray {
  return { dtype, shape, data };
}
