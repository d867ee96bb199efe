import type { MemberKind } from "./memberRecipe.js";
import type { TrainedMember } from "./trainMember.js";

/** Neither ended early nor strongly regularized. */
const unguarded: readonly MemberKind[] = ["base", "quantiles"];
const power = 4;

/**
 * What networks of a kind count for numbers, by how much overfitting cost those that were watched: with L the
 * mean squared error on held-out rows, (L of the best epoch / L of the last one)⁴ for kinds that learn to the last step, and 1
 * for the others. Of classes the label with the largest output hardly suffers, so there all kinds count alike.
 */
export function weightOfKind(kind: MemberKind, watched: readonly TrainedMember["validation"][]): number {
  const ends = watched.filter((end) => end !== undefined);
  if (!unguarded.includes(kind) || ends.length === 0) return 1;
  const best = ends.reduce((sum, end) => sum + end.best, 0);
  const last = ends.reduce((sum, end) => sum + end.last, 0);
  return last > 0 ? (best / last) ** power : 1;
}
