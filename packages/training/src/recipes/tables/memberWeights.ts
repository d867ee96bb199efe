import type { Task } from "@mebae/data";
import type { MemberKind } from "./memberRecipe.js";
import type { TrainedMember } from "./trainMember.js";

/** Of a kernel regression beside all networks together; benchmarks/TABLES.md has what chose it. */
const kernelShare = 1 / 3;
/** Neither ended early nor strongly regularized. */
const unguarded: readonly MemberKind[] = ["base", "quantiles"];
const power = 4;

export interface WeighedNetwork extends Pick<TrainedMember, "validation"> {
  readonly kind: MemberKind;
}

/**
 * What each network counts, and the kernel regression after them; they sum to 1. Of classes all networks count alike: where
 * they overfit they become too sure, but their largest output hardly moves. Numbers suffer at once, so for
 * them a kind that learns to the last step counts (L of the best epoch / L of the last one)⁴, where L is the squared error on rows held
 * out from the networks that stop early.
 */
export function memberWeights(networks: readonly WeighedNetwork[], task: Task, hasKernel: boolean): number[] {
  const ends = networks.flatMap(({ validation }) => (validation ? [validation] : []));
  const best = ends.reduce((sum, end) => sum + end.best, 0);
  const last = ends.reduce((sum, end) => sum + end.last, 0);
  const factor = task === "regression" && last > 0 ? (best / last) ** power : 1;
  const counts = networks.map(({ kind }) => (unguarded.includes(kind) ? factor : 1));
  const total = counts.reduce((a, b) => a + b);
  const share = hasKernel ? kernelShare : 0;
  const weights = counts.map((count) => ((1 - share) * count) / total);
  return hasKernel ? [...weights, share] : weights;
}
