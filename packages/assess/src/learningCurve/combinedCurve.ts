import type { CurveFamily, Situation } from "./families/family.js";
import { fitFamily } from "./families/fitFamily.js";
import { links } from "./families/link.js";
import { morganMercerFlodin } from "./families/morganMercerFlodin.js";
import { powerLaw } from "./families/powerLaw.js";
import { quadratic } from "./families/quadratic.js";
import { type ScorePoint, seenOf } from "./noise.js";
import type { ScoreName } from "./score.js";

export const families: readonly CurveFamily[] = [powerLaw, quadratic, morganMercerFlodin];

/** What the families say together of a size. */
export interface Combined {
  /** The mean of the families' errors. */
  readonly error: number;
  /** The link's z of that error. */
  readonly z: number;
  /** √(variance of the families' z + mean variance of each by its parameters). */
  readonly deviation: number;
}

export interface CombinedCurve {
  /** What each family says of n examples: its error, kept to errors that can be. */
  errors(n: number): readonly number[];
  at(n: number): Combined;
}

/**
 * The plain mean of three families that are each fitted to the points. Few points can't tell laws apart that differ where it
 * matters, beyond them; so none is chosen, and their spread is a part of the doubt.
 */
export function combinedCurve(
  points: readonly ScorePoint[],
  score: ScoreName,
  guessing: number,
): CombinedCurve {
  const link = links[score];
  const { n: last, mean } = points.at(-1)!;
  const lastError = link.within(1 - mean);
  const situation: Situation = { lastError, guessing: beginOf(points, lastError, 1 - guessing), link };
  const seen = seenOf(points, score);
  const fits = families.map((family) => fitFamily(family, seen, situation));
  const errors = (n: number) => fits.map((fit) => link.within(fit.error(Math.log(n / last))));
  return {
    errors,
    at(n) {
      const each = errors(n);
      const error = each.reduce((sum, one) => sum + one, 0) / each.length;
      const zs = each.map(link.of);
      const middle = zs.reduce((sum, z) => sum + z, 0) / zs.length;
      const spread = zs.reduce((sum, z) => sum + (z - middle) ** 2, 0) / (zs.length - 1);
      const own = fits.reduce((sum, fit) => sum + fit.deviation(Math.log(n / last)) ** 2, 0) / fits.length;
      return { error, z: link.of(error), deviation: Math.sqrt(spread + own) };
    },
  };
}

/** The error that MMF begins at: that of guessing; of a learner that is hardly better, or worse, somewhat above its worst. */
function beginOf(points: readonly ScorePoint[], lastError: number, guessing: number): number {
  if (lastError < 0.95 * guessing) return guessing;
  const worst = points.reduce((most, { mean }) => Math.max(most, 1 - mean), guessing);
  return 1.05 * worst;
}
