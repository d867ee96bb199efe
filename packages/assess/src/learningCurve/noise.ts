import type { Seen } from "./families/fitFamily.js";
import { links } from "./families/link.js";
import type { ScoreName } from "./score.js";

/** A mean score that was measured with n examples; points of `learningCurve` are such. */
export interface ScorePoint {
  readonly n: number;
  readonly mean: number;
  /** Between repeats. */
  readonly standardDeviation?: number;
  /** Default 1. */
  readonly repeats?: number;
  /** What the choice of test examples adds to all means alike, as a standard deviation; default 0. */
  readonly testError?: number;
  /** How many examples tested; where it isn't given, a mean accuracy of 1 counts as no mistake ever. */
  readonly tested?: number;
}

/** What the standard deviation of z between trainings is about, of any learner: 0.32·n^-0.2. See benchmarks/LEARNING-CURVES.md. */
const usual = { factor: 0.32, power: -0.2, degreesOfFreedom: 2 };
/** How much a few repeats of one size count beside what all sizes say of noise. */
const pooledDegreesOfFreedom = 6;
/** How far laws are off themselves, as a share of e(1-e) or e: at n₁, and for each unit of |L| away from it. */
const discrepancy = { near: 0.01, away: 0.04 };

/**
 * Errors with the standard deviation that fits shall allow them:
 *   σ² = s²/repeats + ((near + away·|L|)·|de/dz|)²
 * s² is the variance between repeats, of which three tell little: it is drawn towards κ·n^(2·power) on the scale of z, whose κ
 * all sizes share, and which is drawn itself towards the usual.
 */
export function seenOf(points: readonly ScorePoint[], score: ScoreName, off = discrepancy): Seen[] {
  const last = points.at(-1)!.n;
  const told = points.map((point) => {
    const repeats = point.repeats ?? 1;
    const scale = scaleOf(1 - point.mean, score);
    const free = point.standardDeviation === undefined ? 0 : repeats - 1;
    const z2 = free > 0 ? (point.standardDeviation! / scale) ** 2 : 0;
    return { ...point, repeats, scale, free, z2 };
  });
  let weight = usual.degreesOfFreedom;
  let sum = weight * usual.factor ** 2;
  for (const { n, free, z2 } of told) {
    weight += free;
    sum += free * z2 * n ** (-2 * usual.power);
  }
  const kappa = sum / weight;
  return told.map(({ n, mean, repeats, scale, free, z2, testError = 0 }) => {
    const L = Math.log(n / last);
    const pooled = kappa * n ** (2 * usual.power);
    const measured = (pooledDegreesOfFreedom * pooled + free * z2) / (pooledDegreesOfFreedom + free);
    // One test part's luck differs between sizes; repeats have shown it already.
    const between = measured + (free > 0 ? 0 : (testError / scale) ** 2);
    const law = off.near + off.away * Math.abs(L);
    return { L, error: 1 - mean, standardDeviation: scale * Math.sqrt(between / repeats + law ** 2) };
  });
}

/** |de/dz| at an error. */
export function scaleOf(error: number, score: ScoreName): number {
  const link = links[score];
  return -link.slope(link.of(link.within(error)));
}
