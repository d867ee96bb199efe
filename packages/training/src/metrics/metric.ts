/** A batch as metrics see it, on the host. */
export interface MetricBatch {
  /** Row-major outputs of the network: logits, or numbers in the target's own unit. */
  readonly outputs: ArrayLike<number>;
  /** Outputs an example. */
  readonly width: number;
  /** One label an example, or `width` numbers. */
  readonly target: ArrayLike<number>;
}

/** Takes batches one after the other and tells the result over all of them. */
export interface Accumulator<Result = number> {
  add(batch: MetricBatch): void;
  result(): Result;
}

/** Something to measure on a data set. */
export interface Metric<Result = number> {
  readonly name: string;
  /** Whether more is better: what early stopping looks at. */
  readonly largerIsBetter: boolean;
  start(): Accumulator<Result>;
}
