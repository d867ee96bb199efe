import type { ScorePoint } from "./noise.js";
import type { ScoreName } from "./score.js";

/**
 * Points whose errors are no smaller than their tests can tell. A learner that made no mistake on 69 examples may still make
 * one in a hundred: its error counts as half a mistake, (½)/(m+1), with the standard deviation that such an error has.
 * Logits of 1 are infinite, and so would be the doubt about all that follows.
 */
export function resolvable(points: readonly ScorePoint[], score: ScoreName): readonly ScorePoint[] {
  if (score !== "accuracy") return points;
  return points.map((point) => {
    const { mean, tested, testError = 0 } = point;
    if (tested === undefined) return point;
    const least = 0.5 / (tested + 1);
    if (1 - mean >= least) return point;
    const own = Math.sqrt((least * (1 - least)) / tested);
    // Repeats without a mistake say nothing of noise.
    const { standardDeviation: _, ...rest } = point;
    return { ...rest, mean: 1 - least, testError: Math.max(testError, own) };
  });
}

/**
 * The score that no mistake among `tested` examples promises at a level: the lower end of the exact binomial interval (Clopper &
 * Pearson 1934), ((1 - level)/2)^(1/m). The logit's symmetric interval would reach far below it.
 */
export function leastWithoutMistake({ mean, tested }: ScorePoint, level: number): number | undefined {
  if (tested === undefined || mean < 1) return undefined;
  return ((1 - level) / 2) ** (1 / tested);
}
