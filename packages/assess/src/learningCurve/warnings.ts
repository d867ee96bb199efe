import type { Needed } from "./neededFor.js";
import { type ScorePoint, seenOf } from "./noise.js";
import type { ScorePrediction } from "./prediction.js";
import type { ScoreName } from "./score.js";
import { scoreText } from "./text.js";

/** Why an extrapolation deserves less trust. */
export interface CurveWarning {
  readonly kind:
    | "fewPoints"
    | "shortRange"
    | "oneRepeat"
    | "falling"
    | "flat"
    | "guessing"
    | "beyondTenTimes"
    | "targetBeyondTenTimes"
    | "targetOutOfReach";
  readonly sentence: string;
}

interface Context {
  readonly score: ScoreName;
  readonly guessing: number | undefined;
  readonly predictions: readonly ScorePrediction[];
  readonly needed: Needed | undefined;
}

export function warningsOf(points: readonly ScorePoint[], context: Context): CurveWarning[] {
  return [...ofMeasuring(points), ...ofShape(points, context), ...ofReach(points, context)];
}

function* ofMeasuring(points: readonly ScorePoint[]): Generator<CurveWarning> {
  const [first, last] = [points[0]!.n, points.at(-1)!.n];
  if (points.length < 5)
    yield {
      kind: "fewPoints",
      sentence: `${points.length} sizes show little of a curve's shape; five or more show it better.`,
    };
  if (last < 10 * first)
    yield {
      kind: "shortRange",
      sentence: `Sizes from ${first} to ${last} are too close together to see a law; begin with a tenth of the largest or less.`,
    };
  if (points.every(({ repeats = 1 }) => repeats < 2))
    yield {
      kind: "oneRepeat",
      sentence: "Each size was measured once, so how noisy the scores are is assumed, not seen.",
    };
}

function* ofShape(points: readonly ScorePoint[], { score, guessing }: Context): Generator<CurveWarning> {
  // The noise of means alone, without what laws are off: a fall is seen by comparing points.
  const noise = seenOf(points, score, { near: 0, away: 0 }).map(({ standardDeviation }) => standardDeviation);
  const last = points.length - 1;
  const apart = (i: number, j: number) => 2 * Math.hypot(noise[i]!, noise[j]!);
  const best = points.reduce((most, { mean }, i) => (mean > points[most]!.mean ? i : most), 0);
  const fall = points.findIndex(
    ({ mean }, i) => i > 0 && points.slice(0, i).some((earlier, j) => earlier.mean - mean > apart(i, j)),
  );
  const quarter = points.findLastIndex(({ n }) => n <= points[last]!.n / 4);
  if (fall > 0)
    yield {
      kind: "falling",
      sentence: `With ${points[fall]!.n} examples the score is lower than with fewer, by more than chance; no law here describes that.`,
    };
  else if (quarter >= 0 && points[last]!.mean - points[quarter]!.mean < apart(quarter, last))
    yield {
      kind: "flat",
      sentence: `From ${points[quarter]!.n} to ${points[last]!.n} examples the score hasn't risen by more than chance.`,
    };
  const testError = points[best]!.testError ?? 0;
  if (guessing !== undefined && points[best]!.mean - guessing < 2 * Math.hypot(noise[best]!, testError))
    yield {
      kind: "guessing",
      sentence: `The best score, ${scoreText(score, points[best]!.mean)}, is no better than guessing by more than chance: nothing to extrapolate yet.`,
    };
}

function* ofReach(
  points: readonly ScorePoint[],
  { score, predictions, needed }: Context,
): Generator<CurveWarning> {
  const { n: last } = points.at(-1)!;
  const far = predictions.filter(({ multiple }) => multiple > 10);
  if (far.length > 0)
    yield {
      kind: "beyondTenTimes",
      sentence: `Beyond ten times the data (${10 * last}) intervals were never checked; take ${far.map(({ n }) => n).join(", ")} as a guess.`,
    };
  if (!needed) return;
  const target = scoreText(score, needed.target);
  if (needed.n === undefined)
    yield {
      kind: "targetOutOfReach",
      sentence: `The curve levels off below ${target}: better data or another learner is needed rather than more examples.`,
    };
  else if (needed.n > 10 * last)
    yield {
      kind: "targetBeyondTenTimes",
      sentence: `${target} lies beyond ten times the data, where nothing that was measured supports the curve.`,
    };
}
