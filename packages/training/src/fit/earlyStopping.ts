import type { Tensor, Variable } from "@mebae/tensor";
import { UsageError } from "@mebae/tensor";
import type { Metric } from "../metrics/metric.js";
import { disposeSnapshot, restoreSnapshot, snapshot } from "../safetensors/variables.js";
import type { EarlyStoppingOptions } from "./options.js";

/** What a checkpoint keeps of early stopping, beside the best weights. */
export interface EarlyStoppingState {
  readonly best: number | undefined;
  readonly bestEpoch: number;
}

/**
 * Watches one value, keeps the weights and buffers of the best epoch, and says when `patience` epochs have brought
 * nothing better (Prechelt 1998, "Early stopping - but when?").
 */
export class EarlyStopping implements Disposable {
  readonly #options: EarlyStoppingOptions;
  readonly #sign: 1 | -1;
  #best: number | undefined;
  #bestEpoch = 0;
  #weights: Map<string, Tensor> | undefined;

  /** @throws UsageError when the patience is no whole number from 1, or the monitored metric isn't measured. */
  constructor(options: EarlyStoppingOptions, metrics: readonly Metric[]) {
    const { patience, monitor = "validationLoss" } = options;
    if (!Number.isInteger(patience) || patience < 1)
      throw new UsageError(`earlyStopping: patience is a whole number from 1 on, not ${patience}`);
    const metric = metrics.find(({ name }) => name === monitor);
    if (!metric && monitor !== "validationLoss") {
      const names = ["validationLoss", ...metrics.map(({ name }) => name)].join(", ");
      throw new UsageError(`earlyStopping: expected to monitor one of ${names}, got "${monitor}"`);
    }
    this.#options = options;
    this.#sign = metric?.largerIsBetter ? 1 : -1;
  }

  get state(): EarlyStoppingState {
    return { best: this.#best, bestEpoch: this.#bestEpoch };
  }

  /** The tensors of the best epoch, by variable path. */
  get bestWeights(): ReadonlyMap<string, Tensor> | undefined {
    return this.#weights;
  }

  /** Takes an epoch's values; true where they are the best so far, and the weights are kept. */
  observe(
    epoch: number,
    values: Readonly<Record<string, number | undefined>>,
    variables: ReadonlyMap<string, Variable>,
  ): boolean {
    const { monitor = "validationLoss", minimumImprovement = 0 } = this.#options;
    const value = values[monitor];
    const isFirst = this.#best === undefined;
    // Not `<=`: a NaN is no improvement.
    if (value === undefined || Number.isNaN(value)) return false;
    if (!isFirst && !(this.#sign * (value - this.#best!) > minimumImprovement)) return false;
    this.#best = value;
    this.#bestEpoch = epoch;
    disposeSnapshot(this.#weights);
    this.#weights = snapshot(variables);
    return true;
  }

  /** Whether patience has run out. */
  isOver(epoch: number): boolean {
    return epoch - this.#bestEpoch >= this.#options.patience;
  }

  /** Goes on from a checkpoint; takes over the tensors. */
  resume({ best, bestEpoch }: EarlyStoppingState, weights: Map<string, Tensor> | undefined): void {
    disposeSnapshot(this.#weights);
    this.#best = best;
    this.#bestEpoch = bestEpoch;
    this.#weights = weights;
  }

  /** Puts the best epoch's weights and buffers back into the model. */
  restore(variables: ReadonlyMap<string, Variable>): void {
    if (this.#weights) restoreSnapshot(variables, this.#weights);
  }

  [Symbol.dispose](): void {
    disposeSnapshot(this.#weights);
    this.#weights = undefined;
  }
}
