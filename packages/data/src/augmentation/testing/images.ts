import { type Backend, Key, type Tensor, tensor, uniform } from "@mebae/tensor";

/** Random images whose values are all different, with pixels from 0 to 1. */
export function images(count: number, shape: readonly [number, number, number], backend?: Backend): Tensor {
  return uniform(new Key(11), [count, ...shape], backend ? { backend } : {});
}

/** Rows of a batch in another order, or some of them. */
export function rows(x: Tensor, places: readonly number[]): Tensor {
  const size = x.size / x.shape[0]!;
  const data = x.dataSync();
  const taken = places.flatMap((place) => [...data.subarray(place * size, (place + 1) * size)]);
  return tensor(taken, { shape: [places.length, ...x.shape.slice(1)], dtype: x.dtype, backend: x.backend });
}

export const values = (x: Tensor): number[] => [...x.dataSync()];

export function largestDifference(a: Tensor, b: Tensor): number {
  const other = values(b);
  return values(a).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}
