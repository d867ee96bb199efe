import { normalQuantile } from "@mebae/tensor/scalar";
import type { CombinedCurve } from "./combinedCurve.js";
import { links } from "./families/link.js";
import { intervalFactor, spreadOf } from "./intervalScale.js";
import { type ScorePoint, scaleOf } from "./noise.js";
import type { ScoreName } from "./score.js";

/** What a learner is expected to score with n examples, with an interval that holds it with the level's probability. */
export interface ScorePrediction {
  readonly n: number;
  /** n in units of the largest measured size. */
  readonly multiple: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** More than the curve has at the largest measured size. */
  readonly gain: { readonly score: number; readonly low: number; readonly high: number };
}

/**
 * A learner that has reached a score keeps it with more data, the laws' premise: so the lower end doesn't fall, however much
 * the doubt grows.
 */
export function predictor(
  curve: CombinedCurve,
  last: ScorePoint,
  score: ScoreName,
  level: number,
): (n: number) => ScorePrediction {
  const link = links[score];
  const factor = intervalFactor(level);
  const testWidth = (normalQuantile((1 + level) / 2) * (last.testError ?? 0)) / scaleOf(1 - last.mean, score);
  const now = 1 - curve.at(last.n).error;
  const endsAt = (n: number, more: number) => {
    const { z, deviation } = curve.at(n);
    const half = Math.hypot(factor * spreadOf(deviation), more);
    return { low: 1 - link.error(z - half), high: 1 - link.error(z + half) };
  };
  const [ofScore, ofGain] = [testWidth, 0].map((more) => withKeptLow((n) => endsAt(n, more), last.n));
  return (n) => {
    const found = 1 - curve.at(n).error;
    const { low, high } = ofGain!(n);
    return {
      ...{ n, multiple: n / last.n, score: found, ...ofScore!(n) },
      gain: { score: found - now, low: low - now, high: high - now },
    };
  };
}

/** Ends whose lower one is the highest of those at sizes from `last` to n, each a quarter more than the one before. */
function withKeptLow(endsAt: (n: number) => { low: number; high: number }, last: number): typeof endsAt {
  const highest: number[] = [];
  return (n) => {
    const count = Math.max(0, Math.ceil(Math.log(n / last) / Math.log(1.25)));
    for (let i = highest.length; i < count; i++) {
      const { low } = endsAt(last * 1.25 ** i);
      highest.push(Math.max(low, highest[i - 1] ?? low));
    }
    const { low, high } = endsAt(n);
    return { low: Math.max(low, highest[count - 1] ?? low), high };
  };
}
