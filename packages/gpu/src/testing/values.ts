import { type Backend, type DType, type Shape, sizeOf, type Tensor, tensor } from "@mebae/tensor";

/** The dtypes that every adapter has. */
export const everyDtype = ["float32", "int32", "uint8", "bool"] as const;

/** Whole numbers from -6 to 6 in no order, 0 and 1 as bool, from 0 on as uint8: floats add them up exactly in any order. */
export function scattered(backend: Backend, shape: Shape, dtype: DType = "float32", seed = 0): Tensor {
  const numbers = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    const number = Math.floor((Math.sin((i + 1) * 12.9898 + seed) * 43758.5453) % 7);
    return dtype === "bool" ? Math.abs(number) % 2 : dtype === "uint8" ? Math.abs(number) : number;
  });
  return tensor(numbers, { shape, dtype, backend });
}

/** Places from 0 to n - 1 in no order, each as often as it falls. */
export function places(backend: Backend, shape: Shape, n: number, dtype: DType = "int32"): Tensor {
  const numbers = Int32Array.from(
    { length: sizeOf(shape) },
    (_, i) => Math.abs(Math.imul(i + 1, 40503) >> 3) % n,
  );
  return tensor(numbers, { shape, dtype, backend });
}
