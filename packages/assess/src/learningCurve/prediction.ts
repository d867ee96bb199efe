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
 * A learner that has reached a score keeps it with more data, the laws' premise: so neither end falls in n, however much the
 * doubt grows away from what was measured.
 */
export function predictor(
  curve: CombinedCurve,
  last: ScorePoint,
  score: ScoreName,
  level: number,
  /** What the largest measured size shows by itself, where it shows more than the curve. */
  least = Number.NEGATIVE_INFINITY,
): (n: number) => ScorePrediction {
  const link = links[score];
  const factor = intervalFactor(level);
  const testWidth = (normalQuantile((1 + level) / 2) * (last.testError ?? 0)) / scaleOf(1 - last.mean, score);
  const now = 1 - curve.at(last.n).error;
  const endsAt = (n: number, more: number): Ends => {
    const { z, deviation } = curve.at(n);
    const half = Math.hypot(factor * spreadOf(deviation), more);
    const [low, high] = [1 - link.error(z - half), 1 - link.error(z + half)];
    return { low: n < last.n ? low : Math.max(low, Math.min(least, high)), high };
  };
  const [ofScore, ofGain] = [testWidth, 0].map((more) => risingEnds((n) => endsAt(n, more), last.n));
  return (n) => {
    const found = 1 - curve.at(n).error;
    const { low, high } = ofGain!(n);
    return {
      ...{ n, multiple: n / last.n, score: found, ...ofScore!(n) },
      gain: { score: found - now, low: low - now, high: high - now },
    };
  };
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * Ends that don't fall in n: beyond `last` the lower one is the highest of those from there to n, before it the upper one is
 * the lowest, each looked at in steps of a quarter.
 */
function risingEnds(endsAt: (n: number) => Ends, last: number): (n: number) => Ends {
  const beyond: number[] = [];
  const before: number[] = [];
  return (n) => {
    const steps = Math.ceil(Math.abs(Math.log(n / last)) / Math.log(1.25));
    const { low, high } = endsAt(n);
    if (n > last) {
      for (let i = beyond.length; i < steps; i++)
        beyond.push(Math.max(endsAt(last * 1.25 ** i).low, beyond[i - 1] ?? Number.NEGATIVE_INFINITY));
      return { low: Math.max(low, beyond[steps - 1]!), high };
    }
    for (let i = before.length; i < steps; i++)
      before.push(Math.min(endsAt(last / 1.25 ** i).high, before[i - 1] ?? 1));
    return { low, high: Math.min(high, before[steps - 1] ?? 1) };
  };
}
