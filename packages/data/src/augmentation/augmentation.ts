import { type Key, ShapeError, type Tensor } from "@mebae/tensor";

/** What an augmentation takes and gives. */
export interface AugmentationBatch {
  /** float32 images [n, channels, height, width] with pixels from 0 to 1, or rows of a table [n, k]. */
  readonly x: Tensor;
  /** int32 labels [n], or float32 [n, k]: class probabilities or numbers. */
  readonly t?: Tensor;
  /**
   * The samples' own places in the data set: what is drawn for a sample depends on the key and on this, not on its place in
   * the batch. By default 0, 1, …
   */
  readonly indices?: ArrayLike<number>;
  /** How many classes labels count: what changes targets needs it. */
  readonly classes?: number;
}

/**
 * A random change of samples that leaves what they are. Each sample has its own draw, from the key and the sample's own
 * place in the data set alone. One key an epoch, then: the same key gives the same changes.
 */
export interface Augmentation {
  readonly name: string;
  /**
   * The changed batch; parts that stay are the very tensors given. No gradients flow through it, and inputs aren't consumed.
   * @throws ShapeError where the values aren't of the kind that it changes.
   */
  readonly apply: (batch: AugmentationBatch, key: Key) => AugmentationBatch;
}

/** The extents of a batch of images. @throws ShapeError, by the augmentation's name, where it is none. */
export function imageExtents(
  { x }: AugmentationBatch,
  name: string,
): { count: number; channels: number; height: number; width: number } {
  if (x.rank !== 4 || x.dtype !== "float32") {
    throw new ShapeError(
      `${name}: expected float32 images [n, channels, height, width], got ${x.dtype} [${x.shape.join(", ")}]`,
    );
  }
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  return { count, channels, height, width };
}
