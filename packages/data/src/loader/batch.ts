import { type Tensor, tensor } from "@mebae/tensor";
import type { Features, Target } from "../dataset.js";
import type { ExamplePreparation } from "../preparation/imagePreparation.js";
import { assemble, plain } from "./assemble.js";

/** Inputs alone, for a data set whose target isn't known. */
export interface FeatureBatch {
  /** float32 [batch, ...shape]. */
  readonly x: Tensor;
  /** Which examples these are. */
  readonly indices: Int32Array;
  /** How often each of them has come before in this epoch: above 0 only where the sampling repeats examples. */
  readonly turns: Int32Array;
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

/** The features of some examples as a tensor float32 [indices.length, ...shape]. */
export function featureTensor(
  features: Features,
  indices: ArrayLike<number>,
  prepare: ExamplePreparation = plain,
): Tensor {
  const shape = prepare.shape(features);
  return tensor(assemble(features, indices, prepare), { shape: [indices.length, ...shape] });
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
