/** The value in the middle; of an even count the mean of the two there. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** By linear interpolation between the order statistics. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
}

export interface Summary {
  readonly median: number;
  /** The quartiles of the rounds' medians. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/** Of each round its median, and of these the median: a burst of noise spoils one round. */
export function summarize(rounds: readonly (readonly number[])[]): Summary {
  const medians = rounds.map(median);
  return {
    median: median(medians),
    low: quantile(medians, 0.25),
    high: quantile(medians, 0.75),
    rounds: rounds.length,
  };
}

/** The largest difference between two lists, beside the larger of 1 and the values' own size. */
export function difference(a: readonly number[], b: readonly number[]): number {
  const count = Math.min(a.length, b.length);
  let worst = 0;
  for (let i = 0; i < count; i++) {
    const apart = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(a[i]!), Math.abs(b[i]!));
    // A NaN is as far away as can be.
    if (!(apart <= worst)) worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  }
  return worst;
}
