import { UsageError } from "@mebae/tensor";

/**
 * How strange a class is for an example, and what it is made of:
 * - "lac": 1 - p_c (least ambiguous sets: Sadinle, Lei & Wasserman 2019). The smallest sets on average; hard examples may get none.
 * - "aps": the probabilities of the likelier classes, and u of its own (adaptive sets: Romano, Sesia & Candès 2020).
 *   Hard examples get larger sets.
 * - "raps": aps + λ·max(0, rank - k), rank counted from 1 (Angelopoulos, Bates, Malik & Jordan 2021): a long tail of unlikely
 *   classes stays out.
 */
export type ClassScore =
  | { readonly kind: "lac" }
  | { readonly kind: "aps" }
  | { readonly kind: "raps"; readonly penalty: number; readonly free: number };

export type ScoreOption =
  | "lac"
  | "aps"
  | "raps"
  | {
      readonly kind: "raps";
      /** λ, 0.01 by default. */
      readonly penalty?: number;
      /** k, how many classes go without penalty; 5 by default, as in the paper on ImageNet. */
      readonly free?: number;
    };

export function readScore(score: ScoreOption): ClassScore {
  const { kind, penalty = 0.01, free = 5 } = typeof score === "string" ? { kind: score } : score;
  if (kind === "lac" || kind === "aps") return { kind };
  if (kind !== "raps")
    throw new UsageError(`conformalClasses: expected a score "lac", "aps" or "raps", got ${kind}`);
  if (!(penalty >= 0) || !Number.isInteger(free) || free < 0)
    throw new UsageError(
      `conformalClasses: expected a raps penalty of 0 or more from some whole number of classes, got ${penalty} from ${free}`,
    );
  return { kind, penalty, free };
}

/**
 * The scores of a row's classes.
 * @param u from [0, 1]: how much of its own probability a class counts, 1 without randomization
 */
export function scoreRow(score: ClassScore, row: ArrayLike<number>, u: number): Float64Array {
  const scores = new Float64Array(row.length);
  if (score.kind === "lac") {
    for (let c = 0; c < row.length; c++) scores[c] = 1 - row[c]!;
    return scores;
  }
  let before = 0;
  likeliestFirst(row).forEach((c, place) => {
    const over = score.kind === "raps" ? score.penalty * Math.max(0, place + 1 - score.free) : 0;
    scores[c] = before + u * row[c]! + over;
    before += row[c]!;
  });
  return scores;
}

/** Equal probabilities by their class's number, which tells nothing of the truth. */
function likeliestFirst(row: ArrayLike<number>): number[] {
  const order: number[] = [];
  for (let c = 0; c < row.length; c++) order.push(c);
  return order.sort((a, b) => row[b]! - row[a]! || a - b);
}
