import { type Tensor, tensor, UsageError } from "@mebae/tensor";
import type { Dataset } from "../dataset.js";
import type { ExamplePreparation } from "../preparation/imagePreparation.js";
import { assemble, plain } from "./assemble.js";
import { type Batch, type Batches, type FeatureBatch, targetTensor } from "./batch.js";
import { epochOrder, type Sampling, turnsOf } from "./order.js";
import { Prefetcher } from "./prefetcher.js";

export interface LoaderOptions {
  /** Examples a batch; the last may hold fewer. Default 32. */
  readonly batchSize?: number;
  /** The order of an epoch; that of the data where it isn't given. */
  readonly sampling?: Sampling;
  /** Seed of the order. Default 0. */
  readonly seed?: number;
  /** Leaves out a last batch that isn't full. Default false. */
  readonly dropLast?: boolean;
  /** Turns examples into what the network sees; without one, bytes are divided by 255 and floats stay. */
  readonly prepare?: ExamplePreparation;
  /**
   * Workers that put batches together while the main thread computes. Default 0: the main thread does it between steps,
   * which is quicker where examples are small. A `prepare` of one's own, without a `table`, always runs there.
   */
  readonly workers?: number;
  /** Batches that are prepared ahead for each worker. Default 2. */
  readonly prefetch?: number;
}

export interface EpochOptions {
  /** The batch to begin with, counted from 0: a resumed run goes on where it stopped. Default 0. */
  readonly start?: number;
  /** Leaves batches to the caller instead of freeing each when the next is requested. Default false. */
  readonly keep?: boolean;
}

/**
 * Mini-batches of a data set, epoch after epoch, with workers that live as long as the loader. Which examples a batch
 * holds, and their values to the bit, depend on the data, the options and the epoch, never on the number of workers.
 * @throws UsageError when an option is out of range, or `epoch` is called on data without a target.
 */
export class Loader implements Disposable {
  /** Seconds that callers have waited for batches: what putting them together and copying them into tensors cost. */
  waited = 0;
  readonly #dataset: Dataset;
  readonly #options: LoaderOptions;
  #prefetcher: Prefetcher | undefined;

  constructor(dataset: Dataset, options: LoaderOptions = {}) {
    const { batchSize = 32, workers = 0, prefetch = 2 } = options;
    checkCount("batchSize", batchSize, 1);
    checkCount("workers", workers, 0);
    checkCount("prefetch", prefetch, 1);
    this.#dataset = dataset;
    this.#options = options;
  }

  /** Batches an epoch, from the first on. */
  get length(): number {
    const { batchSize = 32, dropLast = false } = this.#options;
    const full = this.#dataset.length / batchSize;
    return dropLast ? Math.floor(full) : Math.ceil(full);
  }

  /** Inputs and targets of an epoch, counted from 0. */
  epoch(epoch: number, options: EpochOptions = {}): Batches<Batch> {
    const { target, name } = this.#dataset;
    if (!target) throw new UsageError(`batches: ${name} has no target; use featureBatches`);
    return this.#batches(epoch, options, (inputs) => ({
      ...inputs,
      t: targetTensor(target, inputs.indices),
    }));
  }

  /** Inputs alone, in the same order. */
  features(epoch: number, options: EpochOptions = {}): Batches<FeatureBatch> {
    return this.#batches(epoch, options, (inputs) => inputs);
  }

  /** Ends the workers; another epoch starts new ones. */
  [Symbol.dispose](): void {
    this.#prefetcher?.[Symbol.dispose]();
    this.#prefetcher = undefined;
  }

  /** The workers, started with the first epoch. */
  #startWorkers(): Prefetcher | undefined {
    const { workers = 0, prepare = plain } = this.#options;
    const { features } = this.#dataset;
    const lookup = workers > 0 ? prepare.lookup?.(features) : undefined;
    if (lookup) this.#prefetcher ??= new Prefetcher(workers, features, lookup);
    return this.#prefetcher;
  }

  #batches<B extends FeatureBatch>(
    epoch: number,
    { start = 0, keep = false }: EpochOptions,
    make: (inputs: FeatureBatch) => B,
  ): Batches<B> {
    checkCount("start", start, 0);
    const total = this.length;
    const iterate = async function* (this: Loader): AsyncGenerator<B, void> {
      for await (const inputs of this.#inputs(epoch, start)) {
        const made = make(inputs);
        try {
          yield made;
        } finally {
          if (!keep)
            for (const value of Object.values(made)) if ("dispose" in value) (value as Tensor).dispose();
        }
      }
    };
    return { length: Math.max(0, total - start), [Symbol.asyncIterator]: iterate.bind(this) };
  }

  /** The inputs of each batch, requested from the workers some batches ahead. */
  async *#inputs(epoch: number, start: number): AsyncGenerator<FeatureBatch, void> {
    const { batchSize = 32, workers = 0, prefetch = 2, sampling } = this.#options;
    const order = epochOrder(this.#dataset, { ...this.#options, epoch });
    const turns = sampling === "balanced" ? turnsOf(order) : new Int32Array(order.length);
    const partOf = (all: Int32Array, batch: number) => all.slice(batch * batchSize, (batch + 1) * batchSize);
    const prefetcher = this.#startWorkers();
    const ahead = prefetcher?.works ? workers * prefetch : 0;
    const requested: Promise<Float32Array | undefined>[] = [];
    for (let batch = start; batch < this.length; batch++) {
      const began = performance.now();
      while (requested.length < ahead && batch + requested.length < this.length)
        requested.push(prefetcher!.request(partOf(order, batch + requested.length)));
      const indices = partOf(order, batch);
      const values = await requested.shift();
      const x = this.#tensorOf(indices, values);
      if (values) prefetcher!.recycle(values);
      this.waited += (performance.now() - began) / 1000;
      yield { x, indices, turns: partOf(turns, batch) };
    }
  }

  /** What a worker made as a tensor; without it, what the main thread makes now. */
  #tensorOf(indices: Int32Array, values: Float32Array | undefined): Tensor {
    const { features } = this.#dataset;
    const { prepare = plain } = this.#options;
    const shape = [indices.length, ...prepare.shape(features)];
    return tensor(values ?? assemble(features, indices, prepare), { shape });
  }
}

function checkCount(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new UsageError(`batches: ${name} is a whole number from ${least} on, not ${value}`, {
    [name]: value,
  });
}
