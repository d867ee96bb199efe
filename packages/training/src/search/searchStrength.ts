import { throwIfAborted, UsageError } from "@mebae/tensor";

export interface StrengthSearchOptions {
  /** From the simplest to the furthest. Default 0, ½, 1, 1½ and 2: those of the presets of @mebae/data. */
  readonly candidates?: readonly number[];
  /** How many folds each candidate is tried on, at least 2. */
  readonly folds: number;
  /**
   * The score, the higher the better, on fold `fold` (counted from 0) of what learned from the other folds with this strength.
   * Folds and seeds must be the same for all candidates: they are compared fold by fold.
   */
  readonly evaluate: (strength: number, fold: number) => number | Promise<number>;
  /** Is told how much is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Ends the search after the running evaluation, with an AbortedError. */
  readonly signal?: AbortSignal;
}

/** How one candidate did. */
export interface StrengthTrial {
  readonly strength: number;
  /** Of each fold. */
  readonly scores: readonly number[];
  readonly mean: number;
  /** By how much the best candidate is better, in the mean over folds; 0 for itself. */
  readonly behind: number;
  /** The standard error of that difference, from the folds' own differences. */
  readonly standardError: number;
}

export interface StrengthSearch {
  /** What was chosen. */
  readonly strength: number;
  /** With the highest mean score. */
  readonly best: number;
  /** In the order of the candidates. */
  readonly trials: readonly StrengthTrial[];
}

/**
 * How strongly to augment, by cross-validation: the first candidate, in their order, that isn't behind the best by more than
 * one standard error of the difference (the rule of Breiman et al. 1984, on paired differences d_f of the folds: mean d̄,
 * standard error √(Σ(d_f - d̄)²/(k(k-1)))). Folds share training data, so that the error is a little larger than that.
 * @throws UsageError when there are fewer than two folds or no candidates, or when a score is no finite number; AbortedError
 */
export async function searchStrength(options: StrengthSearchOptions): Promise<StrengthSearch> {
  const { candidates = [0, 0.5, 1, 1.5, 2], folds, evaluate, onProgress, signal } = options;
  if (!Number.isInteger(folds) || folds < 2)
    throw new UsageError(`searchStrength: folds is a whole number from 2 on, not ${folds}`);
  if (candidates.length === 0) throw new UsageError("searchStrength: there are no candidates");
  const scores: number[][] = candidates.map(() => []);
  // Fold by fold, so that a search that is ended has treated all candidates alike.
  for (let fold = 0; fold < folds; fold++) {
    for (const [i, strength] of candidates.entries()) {
      throwIfAborted(signal, "searchStrength: the search was ended before its end");
      const score = await evaluate(strength, fold);
      if (!Number.isFinite(score))
        throw new UsageError(`searchStrength: strength ${strength} scored ${score} on fold ${fold}`);
      scores[i]!.push(score);
      onProgress?.((fold * candidates.length + i + 1) / (folds * candidates.length));
    }
  }
  return choose(candidates, scores);
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function choose(candidates: readonly number[], scores: readonly (readonly number[])[]): StrengthSearch {
  const means = scores.map(meanOf);
  const best = means.indexOf(Math.max(...means));
  const trials = candidates.map((strength, i): StrengthTrial => {
    const differences = scores[best]!.map((score, fold) => score - scores[i]![fold]!);
    const behind = meanOf(differences);
    const k = differences.length;
    const squares = differences.reduce((sum, d) => sum + (d - behind) ** 2, 0);
    const standardError = Math.sqrt(squares / (k * (k - 1)));
    return { strength, scores: scores[i]!, mean: means[i]!, behind, standardError };
  });
  const chosen = trials.find(({ behind, standardError }) => behind <= standardError)!;
  return { strength: chosen.strength, best: candidates[best]!, trials };
}
