import { Generator, type Key, type Tensor, tensor, UsageError } from "@mebae/tensor";
import type { AugmentationBatch } from "./augmentation.js";

/** The samples' own places in the data set. @throws UsageError unless there is one for each. */
export function indicesOf({ x, indices }: AugmentationBatch): ArrayLike<number> {
  const count = x.shape[0]!;
  if (indices === undefined) return Int32Array.from({ length: count }, (_, i) => i);
  if (indices.length === count) return indices;
  throw new UsageError(`augmentation: ${indices.length} indices for a batch of ${count} samples`);
}

/** A stream of random numbers for each sample, from the key and the sample's own place in the data set. */
export function generatorsOf(batch: AugmentationBatch, key: Key): Generator[] {
  const root = new Generator(key.words);
  return Array.from(indicesOf(batch), (index) => root.fold(index));
}

/** One number for each sample, as float32 [n, 1, …] that broadcasts over the values of x. */
export function eachSample(x: Tensor, values: ArrayLike<number>): Tensor {
  return tensor(Float32Array.from(values), {
    shape: [values.length, ...x.shape.slice(1).map(() => 1)],
    backend: x.backend,
  });
}

/** A draw from -amount to amount. */
export function around(random: Generator, amount: number): number {
  return amount === 0 ? 0 : random.uniform(-amount, amount);
}

/** @throws UsageError unless the option is a finite number in [low, high]. */
export function checkAmount(name: string, option: string, value: number, high = Infinity, low = 0): void {
  if (Number.isFinite(value) && value >= low && value <= high) return;
  const range = high === Infinity ? `from ${low} on` : `from ${low} to ${high}`;
  throw new UsageError(`${name}: ${option} is a number ${range}, not ${value}`, { [option]: value });
}
