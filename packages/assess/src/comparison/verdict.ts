import type { LearnerResult } from "./compare.js";
import { type Difference, differenceBetween } from "./differences.js";
import { type MetricName, metrics } from "./metrics.js";

/** What a comparison says, in parts for whoever words it in another language, and as a sentence. */
export interface Verdict {
  /**
   * - `best`: ahead of every other learner by more than chance.
   * - `ahead`: scored best, and surely ahead of some, while others are too close to tell.
   * - `undecided`: scored best, and this much data shows no difference from any other.
   */
  readonly kind: "best" | "ahead" | "undecided";
  /** The learner of the best mean. */
  readonly best: string;
  readonly score: number;
  /** The best of the others, and by how much it is behind. */
  readonly next: { readonly name: string; readonly score: number; readonly difference: Difference };
  /** Whom the best is ahead of by more than chance, among all that was compared. */
  readonly behind: readonly string[];
  /** Whom this much data can't tell from the best. */
  readonly close: readonly string[];
  readonly sentence: string;
}

interface Context {
  readonly examples: string;
  readonly metric: MetricName;
  readonly level: number;
}

/** A difference counts where chance would show one, anywhere in the comparison, less often than 1 - level. */
export function verdictOf(
  learners: readonly LearnerResult[],
  differences: readonly Difference[],
  context: Context,
): Verdict {
  const { metric, level } = context;
  const sign = metrics[metric].largerIsBetter ? 1 : -1;
  const score = ({ means }: LearnerResult) => means[metric]!;
  const [best, next] = [...learners].sort((a, b) => sign * (score(b) - score(a))) as [
    LearnerResult,
    LearnerResult,
  ];
  const others = learners.filter((learner) => learner !== best).map(({ name }) => name);
  const behind = others.filter(
    (name) => differenceBetween(differences, best.name, name).adjustedPValue < 1 - level,
  );
  const close = others.filter((name) => !behind.includes(name));
  const parts = {
    kind:
      close.length === 0
        ? ("best" as const)
        : behind.length > 0
          ? ("ahead" as const)
          : ("undecided" as const),
    ...{ best: best.name, score: score(best), behind, close },
    next: {
      name: next.name,
      score: score(next),
      difference: differenceBetween(differences, best.name, next.name),
    },
  };
  return { ...parts, sentence: sentenceOf(parts, context, differences.length) };
}

function sentenceOf(parts: Omit<Verdict, "sentence">, context: Context, pairs: number): string {
  const { kind, best, score, next, behind, close } = parts;
  const { examples, metric, level } = context;
  const scored = scoreText(metric, score);
  const lead = `ahead of ${next.name} by ${intervalText(next.difference, metric, level)}`;
  const rest = behind.filter((name) => name !== next.name);
  if (kind === "best") {
    const also = rest.length > 0 ? `, and surely ahead of ${list(rest)}` : "";
    return `${best} is best on ${examples}: ${scored}, ${lead}${also}.`;
  }
  const opening = `${best} scored best on ${examples}: ${scored}, ${lead}`;
  const tied = close.length === 1 ? close[0]! : list(close);
  // One pair may look decided where it is one of many.
  const isAmongMany = close.includes(next.name) && next.difference.pValue < 1 - level;
  const because = isAmongMany
    ? `; among ${pairs} comparisons that can be chance (p = ${next.difference.adjustedPValue.toPrecision(2)} by Holm)`
    : "";
  const limit = `this much data shows no sure difference from ${tied}`;
  const sure = rest.length > 0 ? `; it is surely ahead of ${list(rest)}` : "";
  return `${opening}${because}; ${limit}${sure}.`;
}

const names = { accuracy: "accuracy", logLoss: "log loss", r2: "R²", rmse: "RMSE" } as const;

function scoreText(metric: MetricName, score: number): string {
  return metric === "accuracy"
    ? `${names[metric]} ${(100 * score).toFixed(1)} %`
    : `${names[metric]} ${plain(score)}`;
}

/** "7.0 points (95 % 1.2 to 12.8)". */
function intervalText({ difference, low, high }: Difference, metric: MetricName, level: number): string {
  const text = (value: number) =>
    (metric === "accuracy" ? (100 * value).toFixed(1) : plain(value)).replace("-", "−");
  const unit = metric === "accuracy" ? " points" : "";
  return `${text(difference)}${unit} (${Number((100 * level).toPrecision(3))} % ${text(low)} to ${text(high)})`;
}

/** Three decimals, or three figures of what is large. */
function plain(value: number): string {
  return Math.abs(value) < 100 ? value.toFixed(3) : value.toPrecision(4);
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
