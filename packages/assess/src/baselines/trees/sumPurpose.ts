import type { Purpose } from "./grow.js";

/** What rounding can feign. */
const leastGain = 1e-12;

export interface SumPurposeOptions {
  /** g: what each row pulls at its leaf. */
  readonly pulls: Float64Array;
  /** h: how firmly each row holds it. */
  readonly weights: ArrayLike<number>;
  /** λ, default 0: draws leaves to 0. */
  readonly penalty?: number;
  /** The least Σh of a leaf, default 0. */
  readonly least?: number;
}

/**
 * Splits where the sum over both sides of (Σg)²/(Σh + λ) is greatest, and leaves of Σg/(Σh + λ): one Newton step of a loss
 * with slope -g and curvature h (Chen & Guestrin 2016, "XGBoost", equations 5 to 7). With g = h·y and λ = 0 these are the
 * splits of least squared error, and leaves that say the mean of y.
 */
export function sumPurpose({ pulls, weights, penalty = 0, least = 0 }: SumPurposeOptions): Purpose {
  let pull = 0;
  let weight = 0;
  const add = (rows: Int32Array, from: number, to: number) => {
    pull = 0;
    weight = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      pull += pulls[row]!;
      weight += weights[row]!;
    }
  };
  return {
    width: 1,
    open(rows, from, to) {
      add(rows, from, to);
      return weight >= 2 * least;
    },
    cut(sorted, codes, count) {
      const before = (pull * pull) / (weight + penalty);
      let pullLeft = 0;
      let weightLeft = 0;
      let best = -1;
      let highest = before;
      for (let i = 0; i < count - 1; i++) {
        const row = sorted[i]!;
        pullLeft += pulls[row]!;
        weightLeft += weights[row]!;
        if (codes[i] === codes[i + 1] || weightLeft < least || weight - weightLeft < least) continue;
        const pullRight = pull - pullLeft;
        const score =
          (pullLeft * pullLeft) / (weightLeft + penalty) +
          (pullRight * pullRight) / (weight - weightLeft + penalty);
        if (score > highest) {
          highest = score;
          best = i;
        }
      }
      const gain = highest - before;
      return gain > leastGain ? { at: best, gain } : undefined;
    },
    leaf(rows, from, to, values) {
      add(rows, from, to);
      values.push(pull / (weight + penalty));
    },
  };
}
