/** A number, or a few, that data are summed up in. Those of parts merge into that of the whole. */
export interface Statistic<Value = number> {
  readonly name: string;
  /** Of values with weights, all 1 where there are none. */
  of(values: Float64Array, weights?: Float64Array): Value;
  /** Of two parts together; counts are sums of weights. */
  merge(a: Value, aCount: number, b: Value, bCount: number): Value;
}

/** What an estimate that needs only sufficient statistics takes: a sample, or what a stream left. */
export interface Summary {
  /** The number of values, or the sum of their weights. */
  readonly count: number;
  get<Value>(statistic: Statistic<Value>): Value;
}
