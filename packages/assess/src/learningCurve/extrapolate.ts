import { UsageError } from "@mebae/tensor";
import { normalQuantile } from "@mebae/tensor/scalar";
import { checkLevel } from "../proportion/checks.js";
import { type CombinedCurve, combinedCurve, families } from "./combinedCurve.js";
import { links } from "./families/link.js";
import { intervalFactor, spreadOf } from "./intervalScale.js";
import { type Needed, neededFor } from "./neededFor.js";
import { type ScorePoint, scaleOf } from "./noise.js";
import type { ScoreName } from "./score.js";
import { fewestSizes } from "./sizes.js";
import { type CurveVerdict, verdictOf } from "./verdict.js";
import { type CurveWarning, warningsOf } from "./warnings.js";

export interface ExtrapolateOptions {
  /** Default "accuracy". */
  readonly score?: ScoreName;
  /** The score of guessing. Default: 0 of R²; of accuracy nine tenths of the lowest mean. */
  readonly guessing?: number;
  /** Sizes to predict, beside those that `multiples` give. */
  readonly sizes?: readonly number[];
  /** Multiples of the largest size; default 2, 5 and 10. */
  readonly multiples?: readonly number[];
  /** A score of which the number of examples needed is asked. */
  readonly target?: number;
  /** Default 0.95. */
  readonly level?: number;
}

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

export interface Extrapolation {
  readonly score: ScoreName;
  readonly level: number;
  /** What the curve, less noisy than the last point, says of the largest measured size. */
  readonly now: ScorePrediction;
  /** From the smallest to the largest. */
  readonly predictions: readonly ScorePrediction[];
  /** Where a target was given. */
  readonly needed?: Needed;
  readonly warnings: readonly CurveWarning[];
  readonly verdict: CurveVerdict;
  /** The curve with its interval, at any n from 1 on. */
  at(n: number): ScorePrediction;
  /** What each family says, for charts. */
  readonly families: readonly { readonly name: string; readonly formula: string; at(n: number): number }[];
}

/**
 * What more data would bring: a power law with a floor, a parabola of the logit and the curve of Morgan, Mercer and Flodin,
 * each fitted by maximum a posteriori in log n, and averaged. The interval is
 *   z ± √((q·τ)² + (u·testError/|de/dz|)²),   τ² = the families' spread + their parameters' variance + what laws are off
 * on the scale of the logit (of accuracies) or of -log(1 - R²); q is set on development curves, u is normal.
 * @param points four or more of growing n
 * @throws UsageError on fewer points, or numbers out of place
 */
export function extrapolate(points: readonly ScorePoint[], options: ExtrapolateOptions = {}): Extrapolation {
  const { score = "accuracy", level = 0.95, multiples = [2, 5, 10], sizes = [], target } = options;
  check(points, { ...options, score, level, multiples, sizes });
  const lowest = Math.min(...points.map(({ mean }) => mean));
  const guessing = options.guessing ?? (score === "r2" ? 0 : 0.9 * lowest);
  const curve = combinedCurve(points, score, guessing);
  const last = points.at(-1)!;
  const at = predictor(curve, last, score, level);
  const asked = new Set([...sizes, ...multiples.map((multiple) => Math.round(multiple * last.n))]);
  const predictions = [...asked].sort((a, b) => a - b).map(at);
  const needed = target === undefined ? undefined : neededFor(target, last.n, at);
  const warnings = warningsOf(points, { score, guessing: options.guessing, predictions, needed });
  return {
    ...{ score, level, now: at(last.n), predictions, at },
    ...(needed && { needed }),
    warnings,
    verdict: verdictOf({ score, level, twice: at(2 * last.n), ten: at(10 * last.n), needed, warnings }),
    families: families.map(({ name, formula }, f) => ({
      ...{ name, formula },
      at: (n) => 1 - curve.errors(n)[f]!,
    })),
  };
}

/**
 * A learner that has reached a score keeps it with more data, the laws' premise: so the lower end doesn't fall, however much
 * the doubt grows.
 */
function predictor(curve: CombinedCurve, last: ScorePoint, score: ScoreName, level: number) {
  const link = links[score];
  const factor = intervalFactor(level);
  const testWidth = (normalQuantile((1 + level) / 2) * (last.testError ?? 0)) / scaleOf(1 - last.mean, score);
  const now = 1 - curve.at(last.n).error;
  const endsAt = (n: number, more: number) => {
    const { z, deviation } = curve.at(n);
    const half = Math.hypot(factor * spreadOf(deviation), more);
    return { low: 1 - link.error(z - half), high: 1 - link.error(z + half) };
  };
  const keptEndsAt = (n: number, more: number) => {
    const lows = stepsTo(n, last.n).map((size) => endsAt(size, more).low);
    const { low, high } = endsAt(n, more);
    return { low: Math.max(low, ...lows), high };
  };
  return (n: number): ScorePrediction => {
    const found = 1 - curve.at(n).error;
    const { low, high } = keptEndsAt(n, 0);
    return {
      ...{ n, multiple: n / last.n, score: found, ...keptEndsAt(n, testWidth) },
      gain: { score: found - now, low: low - now, high: high - now },
    };
  };
}

/** From the largest measured size to n in steps of a quarter at most. */
function stepsTo(n: number, last: number): number[] {
  const count = Math.max(0, Math.ceil(Math.log(n / last) / Math.log(1.25)));
  return Array.from({ length: count }, (_, i) => last * (n / last) ** (i / count));
}

function check(
  points: readonly ScorePoint[],
  options: ExtrapolateOptions & { level: number; sizes: readonly number[]; multiples: readonly number[] },
): void {
  const { score, level, guessing, target, sizes, multiples } = options;
  const refuse = (why: string): never => {
    throw new UsageError(`extrapolate: ${why}`);
  };
  checkLevel("extrapolate", level);
  if (points.length < fewestSizes)
    refuse(`expected the scores of ${fewestSizes} sizes or more, got ${points.length}`);
  const most = 1;
  const least = score === "accuracy" ? 0 : Number.NEGATIVE_INFINITY;
  const name = score === "accuracy" ? "an accuracy is from 0 to 1" : "R² is at most 1";
  for (const [i, { n, mean, repeats = 1, standardDeviation = 0, testError = 0 }] of points.entries()) {
    if (!(n >= 1 && Number.isFinite(n))) refuse(`a size is a number from 1 on, not ${n}`);
    if (i > 0 && n <= points[i - 1]!.n) refuse(`sizes must grow, but ${n} follows ${points[i - 1]!.n}`);
    if (!(mean >= least && mean <= most && Number.isFinite(mean))) refuse(`${name}, not ${mean} (n = ${n})`);
    if (!(Number.isInteger(repeats) && repeats >= 1))
      refuse(`repeats is a whole number from 1 on, not ${repeats}`);
    if (!(standardDeviation >= 0 && testError >= 0 && Number.isFinite(standardDeviation + testError)))
      refuse(`standard deviations are finite and not negative (n = ${n})`);
  }
  if (guessing !== undefined && !(guessing >= 0 && guessing < 1))
    refuse(`the score of guessing is from 0 to below 1, not ${guessing}`);
  if (target !== undefined && !(target >= least && target < most))
    refuse(`${name}, and a target below 1, not ${target}`);
  for (const size of [...sizes, ...multiples])
    if (!(size > 0 && Number.isFinite(size))) refuse(`sizes and multiples are above 0, not ${size}`);
}
