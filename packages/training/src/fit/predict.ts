import { type Dataset, type ExamplePreparation, featureBatches } from "@mebae/data";
import type { Tensor } from "@mebae/tensor";
import { argmaxRows, softmaxRows } from "../metrics/classification.js";
import type { Model, TargetScale } from "../model.js";
import { breathe } from "./breathe.js";
import { compiled } from "./compiled.js";
import { widthOf } from "./evaluate.js";
import { unscaleOutputs } from "./targets.js";

export interface PredictOptions {
  /** Default 256. */
  readonly batchSize?: number;
  readonly prepare?: ExamplePreparation;
  /** Brings numbers into the target's own unit. */
  readonly targetScale?: TargetScale;
  /** Default true; see `fit`. */
  readonly compile?: boolean;
}

/** What a network put out for each example, in the data set's order. */
export class Predictions {
  constructor(
    /** Row-major, length × width: logits, or numbers in the target's own unit. */
    readonly outputs: Float64Array,
    /** Values an example. */
    readonly width: number,
    /** Number of examples. */
    readonly length: number,
  ) {}

  /** The class with the largest output of each example. */
  labels(): Int32Array {
    return argmaxRows(this.outputs, this.width);
  }

  /** softmax of each example's outputs, length × width. */
  probabilities(): Float64Array {
    return softmaxRows(this.outputs, this.width);
  }
}

/** Runs the network, in inference mode, over a data set, which needs no target. */
export async function predict(
  model: Model,
  dataset: Dataset,
  options: PredictOptions = {},
): Promise<Predictions> {
  const { batchSize = 256, prepare, targetScale } = options;
  using forward = compiled("predict", (x: Tensor) => model.forward(x), options.compile);
  let all = new Float64Array(0);
  let width = 0;
  let done = 0;
  for await (const { x, indices } of featureBatches(dataset, { batchSize, prepare })) {
    using outputs = forward(x);
    if (done === 0) {
      width = widthOf(outputs);
      all = new Float64Array(width * dataset.length);
    }
    all.set(unscaleOutputs(await outputs.data(), targetScale), done * width);
    done += indices.length;
    await breathe();
  }
  return new Predictions(all, width, dataset.length);
}
