import type { Dataset } from "./dataset.js";
import type { Batch, Batches, FeatureBatch } from "./loader/batch.js";
import { Loader } from "./loader/loader.js";
import type { Sampling } from "./loader/order.js";
import type { ExamplePreparation } from "./preparation/imagePreparation.js";

export interface BatchOptions {
  /** Examples a batch; the last may hold fewer. Default 32. */
  readonly batchSize?: number;
  /** Whether the order is random, another one each epoch; short for the sampling "shuffled". Default false. */
  readonly shuffle?: boolean;
  /** The order of an epoch: shuffled, stratified or balanced by class. */
  readonly sampling?: Sampling;
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

/**
 * Mini-batches of a data set with a target. The order depends on seed and epoch only.
 * @throws UsageError when the data set has no target, or an option is out of range.
 */
export function batches(dataset: Dataset, options: BatchOptions = {}): Batches<Batch> {
  return loaderOf(dataset, options).epoch(options.epoch ?? 0, options);
}

/** Without workers, so there is nothing to end. */
function loaderOf(dataset: Dataset, { shuffle = false, sampling, ...rest }: BatchOptions): Loader {
  const order = sampling ?? (shuffle ? "shuffled" : undefined);
  return new Loader(dataset, { ...rest, ...(order && { sampling: order }) });
}

/** Mini-batches of the features alone, in the same order as `batches` would give them. */
export function featureBatches(dataset: Dataset, options: BatchOptions = {}): Batches<FeatureBatch> {
  return loaderOf(dataset, options).features(options.epoch ?? 0, options);
}
