import type { LayerChoice } from "./layers.js";

export const shapeNames = ["moons", "circles", "spirals", "blobs", "xor"] as const;
export type ShapeName = (typeof shapeNames)[number];

export const tasks = ["automatic", "classification", "regression"] as const;
export type TaskChoice = (typeof tasks)[number];

/** What is learned from. Files themselves stay where they were dropped: a set-up only says how they are read. */
export type DataChoice =
  | { readonly kind: "digits"; readonly count: number; readonly size: number }
  | { readonly kind: "shape"; readonly shape: ShapeName; readonly count: number; readonly noise: number }
  | { readonly kind: "files"; readonly target?: string; readonly task: TaskChoice };

export const optimizerNames = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamW"] as const;
export type OptimizerName = (typeof optimizerNames)[number];

export const scheduleNames = ["constant", "cosine", "oneCycle"] as const;
export type ScheduleName = (typeof scheduleNames)[number];

export const augmentationNames = ["none", "digits", "clothes", "photographs", "signs"] as const;
export type AugmentationChoice = (typeof augmentationNames)[number];

export interface Optimization {
  readonly name: OptimizerName;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  readonly batchSize: number;
  readonly epochs: number;
}

export interface Regularization {
  /** λ of decoupled decay, and of the penalty ½λΣW². */
  readonly weightDecay: number;
  readonly l2: number;
  readonly labelSmoothing: number;
  /** Standard deviations of the noise on weights and on inputs while training. */
  readonly weightNoise: number;
  readonly inputNoise: number;
  /** Epochs without improvement after which training stops; 0 is never. */
  readonly patience: number;
  readonly augmentation: AugmentationChoice;
}

/** All that a person sets before training, and all that a link carries. */
export interface Setup {
  readonly data: DataChoice;
  readonly layers: readonly LayerChoice[];
  readonly optimization: Optimization;
  readonly regularization: Regularization;
  /** The share of the examples that is held out to judge by. */
  readonly validation: number;
  readonly seed: number;
}
