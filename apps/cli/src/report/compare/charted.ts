import type { Comparison, LearnerResult } from "@mebae/assess";
import { ranked } from "../../comparing/tell.js";
import { standardDeviation } from "../../words.js";

/** So many methods are drawn at least. */
const fewest = 3;
/** A gap is wide that is so many times what lies above it, and so many standard deviations of its folds. */
const wide = 2;

export interface Charted {
  /** The best first. */
  readonly shown: readonly LearnerResult[];
  /** So far behind, as guessing is, that the others couldn't be told apart beside them. */
  readonly leftOut: readonly LearnerResult[];
}

/** What charts draw: all methods, or those above a wide gap. */
export function chartedOf(comparison: Comparison): Charted {
  const { metric } = comparison;
  const all = ranked(comparison);
  const scores = all.map(({ means }) => means[metric]!);
  for (let cut = fewest; cut < all.length; cut++) {
    const gap = Math.abs(scores[cut - 1]! - scores[cut]!);
    const spread = Math.abs(scores[0]! - scores[cut - 1]!);
    const shown = all.slice(0, cut);
    const noise = Math.max(...shown.map(({ folds }) => standardDeviation(folds[metric]!)));
    if (gap > wide * spread && gap > wide * noise) return { shown, leftOut: all.slice(cut) };
  }
  return { shown: all, leftOut: [] };
}
