import type { Key, Tensor, Variable } from "@mebae/tensor";

/** What `fit` needs of a network; every `Layer` of @mebae/layers has it, and a class of your own may. */
export interface Model {
  forward(x: Tensor, options?: { readonly training?: boolean; readonly key?: Key }): Tensor;
  /** The variables that training changes. */
  parameters(): readonly Variable[];
  /** Parameters and buffers by property path: the keys of a weights file. */
  namedVariables(): ReadonlyMap<string, Variable>;
}

/** What `fit` needs of an optimizer; those of @mebae/optimizers have it. */
export interface TrainingOptimizer {
  /** The variables that it changes, in the order in which `step` takes their gradients. */
  readonly parameters: readonly Variable[];
  step(gradients: readonly Tensor[]): void;
  /** η, of the first parameter group where there are several. */
  readonly learningRate: number;
  setLearningRate(learningRate: number): void;
  /** What a checkpoint must keep: moments, step count, learning rate. */
  state(): ReadonlyMap<string, Variable>;
}

/** Gives a scalar, the mean over the batch, from the network's outputs and the target. */
export type Loss = (output: Tensor, target: Tensor) => Tensor;

/** Mean and standard deviation of a number target in the training data: the network learns (t-μ)/σ. */
export interface TargetScale {
  readonly mean: number;
  readonly standardDeviation: number;
}
