import { div, scope, sub, type Tensor, tensor, UsageError } from "@mebae/tensor";
import { type Dataset, exampleSize, type Features } from "../dataset.js";
import { plain } from "../loader/assemble.js";
import type { Lookup } from "../loader/prefetcher.js";
import { badData } from "../place.js";

/** What a loader calls to turn one example into the numbers that a network sees. */
export interface ExamplePreparation {
  /** The shape of a prepared example. */
  shape(features: Features): readonly number[];
  /** Writes example `index` into `out` from `offset` on. */
  write(features: Features, index: number, out: Float32Array, offset: number): void;
  /** The same as a table of values, where it is no more than that, so that workers can do it. */
  lookup?(features: Features): Lookup | undefined;
  /** Of images: the same in two steps, between which augmentation changes pixels. */
  readonly steps?: PreparationSteps;
}

/** Pixels from 0 to 1, where black is 0 and gamma has its meaning; and what the network sees of them. */
export interface PreparationSteps {
  readonly pixels: ExamplePreparation;
  /** [n, channels, height, width] as the network sees it, a new tensor. */
  readonly finish: (x: Tensor) => Tensor;
}

/** What a model folder keeps of a preparation. */
export interface ImagePreparationJSON {
  readonly kind: "image";
  readonly shape: readonly number[];
  /** Of each channel, after bytes were divided by 255. */
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

/** Scales bytes to [0, 1] and standardizes each channel: y = (x - μ)/σ. Floats are only standardized. */
export class ImagePreparation implements ExamplePreparation {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
  readonly #shape: readonly number[];
  /** y of each byte in each channel, so that a batch costs one look-up a pixel. */
  readonly #table: Float32Array;

  constructor({ shape, mean, standardDeviation }: Omit<ImagePreparationJSON, "kind">) {
    this.#shape = shape;
    this.mean = mean;
    this.standardDeviation = standardDeviation;
    this.#table = Float32Array.from({ length: 256 * mean.length }, (_, i) => {
      const channel = i >> 8;
      return ((i & 255) / 255 - mean[channel]!) / standardDeviation[channel]!;
    });
  }

  /** @throws DataError when the images have another shape than those it was fitted on. */
  shape(features: Features): readonly number[] {
    const [found, expected] = [features.shape.join(", "), this.#shape.join(", ")];
    if (found !== expected)
      throw badData({}, `expected images of shape [${expected}] as in training, found [${found}]`);
    return this.#shape;
  }

  write({ data }: Features, index: number, out: Float32Array, offset: number): void {
    const channels = this.mean.length;
    const size = exampleSize({ shape: this.#shape });
    const plane = size / channels;
    const isBytes = data instanceof Uint8Array;
    for (let channel = 0; channel < channels; channel++) {
      const from = index * size + channel * plane;
      const to = offset + channel * plane;
      const [mean, deviation] = [this.mean[channel]!, this.standardDeviation[channel]!];
      if (isBytes)
        for (let i = 0; i < plane; i++) out[to + i] = this.#table[(channel << 8) | data[from + i]!]!;
      else for (let i = 0; i < plane; i++) out[to + i] = (data[from + i]! - mean) / deviation;
    }
  }

  /** Bytes only: floats are standardized one by one. */
  lookup({ data }: Features): Lookup | undefined {
    if (!(data instanceof Uint8Array)) return undefined;
    return { table: this.#table, channels: this.mean.length };
  }

  get steps(): PreparationSteps {
    const pixels = { ...plain, shape: (features: Features) => this.shape(features) };
    return { pixels, finish: (x) => this.#standardize(x) };
  }

  #standardize(x: Tensor): Tensor {
    return scope(() => {
      const each = (values: readonly number[]) =>
        tensor([...values], { shape: [1, values.length, 1, 1], backend: x.backend });
      return div(sub(x, each(this.mean)), each(this.standardDeviation));
    });
  }

  toJSON(): ImagePreparationJSON {
    const { mean, standardDeviation } = this;
    return { kind: "image", shape: this.#shape, mean, standardDeviation };
  }
}

/**
 * Learns mean and standard deviation of each channel from the training images only.
 * @param options.rows the training examples; all where they aren't given
 * @throws UsageError when the examples are no images [channels, height, width], or there are none.
 */
export function imagePreparation(
  dataset: Dataset,
  options: { rows?: ArrayLike<number> } = {},
): ImagePreparation {
  const { data, shape } = dataset.features;
  if (shape.length !== 3) {
    throw new UsageError(
      `imagePreparation: expected images [channels, height, width], ${dataset.name} has examples [${shape.join(", ")}]`,
    );
  }
  const rows = options.rows ?? Int32Array.from({ length: dataset.length }, (_, i) => i);
  if (rows.length === 0)
    throw new UsageError(`imagePreparation: ${dataset.name} has no training images to learn from`);
  const [channels, height, width] = shape as [number, number, number];
  const plane = height * width;
  const scale = data instanceof Uint8Array ? 255 : 1;
  const mean: number[] = [];
  const standardDeviation: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const [average, deviation] = channelMoments(data, rows, channels * plane, channel * plane, plane);
    mean.push(average / scale);
    // An empty channel has nothing to scale; dividing by 1 leaves it at zero.
    standardDeviation.push(deviation > 0 ? deviation / scale : 1);
  }
  return new ImagePreparation({ shape, mean, standardDeviation });
}

/** Mean and standard deviation of one channel, shifted by its first pixel so that the squares don't cancel. */
function channelMoments(
  data: Float32Array | Uint8Array,
  rows: ArrayLike<number>,
  stride: number,
  start: number,
  plane: number,
): [mean: number, standardDeviation: number] {
  const shift = data[rows[0]! * stride + start]!;
  let sum = 0;
  let squares = 0;
  for (let r = 0; r < rows.length; r++) {
    const from = rows[r]! * stride + start;
    for (let i = 0; i < plane; i++) {
      const value = data[from + i]! - shift;
      sum += value;
      squares += value * value;
    }
  }
  const count = rows.length * plane;
  const mean = sum / count;
  return [mean + shift, Math.sqrt(Math.max(0, squares / count - mean * mean))];
}
