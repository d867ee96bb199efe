import { UsageError } from "@mebae/tensor";
import { checkLevel } from "../proportion/checks.js";
import { combinedCurve, families } from "./combinedCurve.js";
import { type Needed, neededFor } from "./neededFor.js";
import type { ScorePoint } from "./noise.js";
import { predictor, type ScorePrediction } from "./prediction.js";
import { leastWithoutMistake, resolvable } from "./resolution.js";
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
 * @param measured four or more of growing n
 * @throws UsageError on fewer points, or numbers out of place
 */
export function extrapolate(
  measured: readonly ScorePoint[],
  options: ExtrapolateOptions = {},
): Extrapolation {
  const { score = "accuracy", level = 0.95, multiples = [2, 5, 10], sizes = [], target } = options;
  check(measured, { ...options, score, level, multiples, sizes });
  const points = resolvable(measured, score);
  const lowest = Math.min(...points.map(({ mean }) => mean));
  const guessing = options.guessing ?? (score === "r2" ? 0 : 0.9 * lowest);
  const curve = combinedCurve(points, score, guessing);
  const last = points.at(-1)!;
  const least = score === "accuracy" ? leastWithoutMistake(measured.at(-1)!, level) : undefined;
  const at = predictor(curve, last, score, level, least);
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
