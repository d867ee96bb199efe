import { Generator, type Tensor, tensor, UsageError } from "@mebae/tensor";
import { type Dataset, exampleSize, type Features, type Target } from "./dataset.js";
import type { ExamplePreparation } from "./preparation/imagePreparation.js";

export interface BatchOptions {
  /** Examples a batch; the last may hold fewer. Default 32. */
  readonly batchSize?: number;
  /** Whether the order is random, another one each epoch. Default false. */
  readonly shuffle?: boolean;
  /** Seed of the order. Default 0. */
  readonly seed?: number;
  /** Which pass over the data this is; with the seed it gives the order. Default 0. */
  readonly epoch?: number;
  /** Leaves out a last batch that isn't full. Default false. */
  readonly dropLast?: boolean;
  /** The batch to begin with, counted from 0: a resumed run goes on where it stopped. Default 0. */
  readonly start?: number;
  /** Leaves batches to the caller, who must dispose them, instead of freeing each when the next is requested. */
  readonly keep?: boolean;
  /** Turns examples into what the network sees; without one, bytes are divided by 255 and floats stay. */
  readonly prepare?: ExamplePreparation;
}

/** Inputs alone, for a data set whose target isn't known. */
export interface FeatureBatch {
  /** float32 [batch, ...shape]. */
  readonly x: Tensor;
  /** Which examples these are. */
  readonly indices: Int32Array;
}

/** Inputs and target: int32 labels [batch], or float32 numbers [batch, k]. */
export interface Batch extends FeatureBatch {
  readonly t: Tensor;
}

/** Batches to iterate over with `for await`, any number of times. */
export interface Batches<B> extends AsyncIterable<B> {
  /** How many batches an iteration gives. */
  readonly length: number;
}

/**
 * Mini-batches of a data set with a target. The order depends on seed and epoch only.
 * @throws UsageError when the data set has no target, or an option is out of range.
 */
export function batches(dataset: Dataset, options: BatchOptions = {}): Batches<Batch> {
  const { target } = dataset;
  if (!target) throw new UsageError(`batches: ${dataset.name} has no target; use featureBatches`);
  return iterate(dataset, options, (x, indices) => ({ x, t: targetTensor(target, indices), indices }));
}

/** Mini-batches of the features alone, in the same order as `batches` would give them. */
export function featureBatches(dataset: Dataset, options: BatchOptions = {}): Batches<FeatureBatch> {
  return iterate(dataset, options, (x, indices) => ({ x, indices }));
}

const fullScale = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** What happens to examples without a preparation. */
const plain: ExamplePreparation = {
  shape: ({ shape }) => shape,
  write(features, index, out, offset) {
    const size = exampleSize(features);
    const example = features.data.subarray(index * size, (index + 1) * size);
    if (example instanceof Float32Array) out.set(example, offset);
    else for (let i = 0; i < size; i++) out[offset + i] = fullScale[example[i]!]!;
  },
};

/** The features of some examples as a tensor float32 [indices.length, ...shape]. */
export function featureTensor(
  features: Features,
  indices: ArrayLike<number>,
  prepare: ExamplePreparation = plain,
): Tensor {
  const shape = prepare.shape(features);
  const size = exampleSize({ shape });
  const out = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) prepare.write(features, indices[i]!, out, i * size);
  return tensor(out, { shape: [indices.length, ...shape] });
}

/** The target of some examples as a tensor: int32 [n] of labels, or float32 [n, k]. */
export function targetTensor(target: Target, indices: ArrayLike<number>): Tensor {
  if (target.kind === "classes") return tensor(Int32Array.from(indices, (index) => target.labels[index]!));
  const width = target.names.length;
  const out = new Float32Array(indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    out.set(target.values.subarray(indices[i]! * width, (indices[i]! + 1) * width), i * width);
  }
  return tensor(out, { shape: [indices.length, width] });
}

function iterate<B extends FeatureBatch>(
  dataset: Dataset,
  options: BatchOptions,
  make: (x: Tensor, indices: Int32Array) => B,
): Batches<B> {
  const { batchSize = 32, start = 0, keep = false, dropLast = false, prepare } = options;
  checkCount("batchSize", batchSize, 1);
  checkCount("start", start, 0);
  const total = dropLast ? Math.floor(dataset.length / batchSize) : Math.ceil(dataset.length / batchSize);
  async function* run(): AsyncGenerator<B, void> {
    const order = orderOf(dataset.length, options);
    for (let batch = start; batch < total; batch++) {
      const indices = order.slice(batch * batchSize, (batch + 1) * batchSize);
      const made = make(featureTensor(dataset.features, indices, prepare), indices);
      try {
        yield made;
      } finally {
        if (!keep)
          for (const value of Object.values(made)) if ("dispose" in value) (value as Tensor).dispose();
      }
    }
  }
  return { length: Math.max(0, total - start), [Symbol.asyncIterator]: run };
}

function orderOf(count: number, { shuffle = false, seed = 0, epoch = 0 }: BatchOptions): Int32Array {
  if (!shuffle) return Int32Array.from({ length: count }, (_, i) => i);
  return new Generator(seed).fold("shuffle").fold(epoch).permutation(count);
}

function checkCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new UsageError(`batches: ${name} is a whole number from ${least} on, not ${value}`, {
    [name]: value,
  });
}
