import type { Dataset, Examples, Prepared } from "@mebae/data";
import type { FileStore } from "../folder/files.js";

/**
 * Whatever learns from examples and predicts others: a network with its recipe, or a classical method. Who compares,
 * draws learning curves or calibrates needs no more than this.
 */
export interface Learner {
  /** For people and tables: "network", "logistic regression". */
  readonly name: string;
  /** All that it was made with and that changes what it learns: what was kept of learners of one name is told apart by it. */
  readonly settings?: string;
  /** Learns from some of the examples; all that it chooses or standardizes is learned from these rows only. */
  fit(examples: Examples, options: LearnOptions): Promise<Fitted>;
}

export interface LearnOptions {
  /** The training rows, counted from 0. */
  readonly rows: ArrayLike<number>;
  /** Gives all that is random. */
  readonly seed: number;
  /** Ends learning early: the promise is rejected with an AbortedError. */
  readonly signal?: AbortSignal;
  /** Is told how much is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Where an interrupted fit leaves what `resume` goes on with, if the learner can; each fit has one of its own. */
  readonly checkpoint?: FileStore;
  /** Goes on with the interrupted fit of the same rows and seed, where there is one. */
  readonly resume?: boolean;
}

/** What has learned. */
export interface Fitted {
  /** How its training rows taught to prepare examples; `prepared.examples(rows)` and `prepared.other(data)` go to `predict`. */
  readonly prepared: Prepared;
  /** Probabilities [length, classes], row-major; or numbers [length] in the target's own unit. */
  predict(dataset: Dataset): Promise<Float32Array>;
  /** Frees tensors. */
  dispose(): void;
}
