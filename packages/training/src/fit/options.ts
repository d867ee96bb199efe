import type { Augmentation, Dataset, ExamplePreparation, Sampling } from "@mebae/data";
import type { Key, Tensor } from "@mebae/tensor";
import type { FileStore } from "../folder/files.js";
import type { Metric } from "../metrics/metric.js";
import type { Loss, TargetScale, TrainingOptimizer } from "../model.js";
import type { TrainingEvent } from "./events.js";

export interface EarlyStoppingOptions {
  /** Epochs without improvement after which training stops. */
  readonly patience: number;
  /** "validationLoss" (the default) or the name of a metric. */
  readonly monitor?: string;
  /** What counts as an improvement must be greater than this. Default 0. */
  readonly minimumImprovement?: number;
}

export interface CheckpointOptions {
  /** Where to write: `folderFiles(path)` of @mebae/training/node, or `memoryFiles()`. */
  readonly files: FileStore;
  /** Writes after so many steps, beside each epoch's end. */
  readonly everySteps?: number;
  /** Writes after so many epochs. Default 1. */
  readonly everyEpochs?: number;
}

/** A factor of the learning rate from the number of steps done; those of @mebae/optimizers are such functions. */
export type LearningRateSchedule = (step: number) => number;

export interface FitOptions {
  readonly train: Dataset;
  readonly validation?: Dataset;
  readonly loss: Loss;
  /** Made over the model's parameters. */
  readonly optimizer: TrainingOptimizer;
  readonly epochs: number;
  /** Default 32. */
  readonly batchSize?: number;
  /** Gives the order of the examples and all that is random in layers and augmentation. Default 0. */
  readonly seed?: number;
  /** How examples become what the network sees, as in `batches`. */
  readonly prepare?: ExamplePreparation;
  /** The network learns (t-μ)/σ of a number target; metrics are in the target's own unit. */
  readonly targetScale?: TargetScale;
  /** Of the validation data. Default: accuracy for classes; RMSE and R² for numbers. */
  readonly metrics?: readonly Metric[];
  /** Needs validation data. The best epoch's weights and buffers are put back at the end. */
  readonly earlyStopping?: EarlyStoppingOptions;
  readonly schedule?: LearningRateSchedule;
  /**
   * Changes a batch before the network sees it. An `Augmentation` of @mebae/data sees images as pixels from 0 to 1, which
   * are standardized afterwards where `prepare` does so in `steps`; it draws from a key of each epoch and the samples'
   * own places, so that a sample's changes don't depend on the batches, and it may change targets too. A function sees
   * prepared inputs and draws from a key of each step.
   */
  readonly augment?: Augmentation | ((x: Tensor, key: Key) => Tensor);
  /** Leaves out a last batch that isn't full. Default false. */
  readonly dropLast?: boolean;
  /** The order of an epoch: shuffled (the default), stratified, or balanced by class. */
  readonly sampling?: Sampling;
  /** Workers that put batches together beside the training thread, as in `Loader`. Default 0. */
  readonly workers?: number;
  /** Reads the loss in each n-th step only; the epoch's loss is then that of those steps. Default 1. */
  readonly readLossEvery?: number;
  readonly checkpoint?: CheckpointOptions;
  /** Goes on from the checkpoint in `checkpoint.files`; begins anew where there is none. Default false. */
  readonly resume?: boolean;
  /** Stops after the running step, with a checkpoint where `checkpoint` is given. */
  readonly signal?: AbortSignal;
  /**
   * Whether the network, the loss and the optimizer's step are compiled: run once for each shape of batch, and from then
   * on as one program. They must keep what changes in Variables, and not read values. Default true; `augment` and
   * `prepare` are never compiled.
   */
  readonly compile?: boolean;
  readonly onEvent?: (event: TrainingEvent) => void;
}
