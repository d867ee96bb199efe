import type { LearnerResult } from "./compare.js";
import { type Difference, differenceBetween } from "./differences.js";
import { holm } from "./holm.js";
import { type MetricName, metrics } from "./metrics.js";

/** What a comparison says, in parts for whoever words it in another language, and as a sentence. */
export interface Verdict {
  /**
   * - `best`: ahead of every other learner by more than chance.
   * - `ahead`: scored best, and surely ahead of some, while others are too close to tell.
   * - `undecided`: scored best, and this much data shows no sure difference from any other.
   */
  readonly kind: "best" | "ahead" | "undecided";
  /** The learner of the best mean. */
  readonly best: string;
  readonly score: number;
  /** All others, the next best first. */
  readonly others: readonly Rival[];
  readonly sentence: string;
}

export interface Rival {
  readonly name: string;
  readonly score: number;
  /** By how much the best is ahead. */
  readonly difference: Difference;
  /** Among all comparisons with the best, by Holm's step-down. */
  readonly adjustedPValue: number;
  /** Whether the best is surely ahead of it: this p-value is below 1 - level. */
  readonly isBehind: boolean;
}

interface Context {
  readonly examples: string;
  readonly metric: MetricName;
  readonly level: number;
  readonly asked?: string | undefined;
}

/**
 * Each learner is compared with the best only, and p-values are raised by Holm for so many comparisons. That the best was
 * picked by its score is covered: all distances from the best hold together with as many one-sided comparisons (Hsu 1981,
 * "Simultaneous confidence intervals for all distances from the best"), and these are two-sided.
 */
export function verdictOf(
  learners: readonly LearnerResult[],
  differences: readonly Difference[],
  context: Context,
): Verdict {
  const { metric, level } = context;
  const sign = metrics[metric].largerIsBetter ? 1 : -1;
  const score = ({ means }: LearnerResult) => means[metric]!;
  const [best, ...rest] = [...learners].sort((a, b) => sign * (score(b) - score(a))) as [
    LearnerResult,
    ...LearnerResult[],
  ];
  const found = rest.map(({ name }) => differenceBetween(differences, best.name, name));
  const adjusted = holm(found.map(({ pValue }) => pValue));
  const others = rest.map((learner, i) => ({
    ...{ name: learner.name, score: score(learner), difference: found[i]! },
    ...{ adjustedPValue: adjusted[i]!, isBehind: adjusted[i]! < 1 - level },
  }));
  const parts = { kind: kindOf(others), best: best.name, score: score(best), others };
  return { ...parts, sentence: sentenceOf(parts, context) };
}

function kindOf(others: readonly Rival[]): Verdict["kind"] {
  if (others.every(({ isBehind }) => isBehind)) return "best";
  return others.some(({ isBehind }) => isBehind) ? "ahead" : "undecided";
}

function sentenceOf(
  { kind, best, score, others }: Omit<Verdict, "sentence">,
  { examples, metric, level, asked }: Context,
): string {
  const next = others[0]!;
  const named = others.filter((each, i) => i === 0 || each.name === asked);
  const namesOf = (isBehind: boolean) =>
    others.filter((each) => each.isBehind === isBehind).map(({ name }) => name);
  const leads = named.map(
    ({ name, difference }) => `of ${name} by ${intervalText(difference, metric, level)}`,
  );
  const lead = `${scoreText(metric, score)}, ahead ${leads.join(" and ")}`;
  if (kind === "best") {
    const rest = others.filter((each) => !named.includes(each)).map(({ name }) => name);
    const also = rest.length > 0 ? `, and surely ahead of ${list(rest)}` : "";
    return `${best} is best on ${examples}: ${lead}${also}.`;
  }
  // One comparison may look decided where it is one of many.
  const doubtful = named.filter(({ isBehind, difference }) => !isBehind && difference.pValue < 1 - level);
  const chances = doubtful.map(({ adjustedPValue }) => adjustedPValue.toPrecision(2));
  const because =
    doubtful.length > 0
      ? `; among ${others.length} comparisons that can be chance (p = ${list(chances)} by Holm)`
      : "";
  const limit = `; this much data shows no sure difference from ${list(namesOf(false))}`;
  const rest = namesOf(true).filter((name) => name !== next.name);
  const sure = rest.length > 0 ? `; it is surely ahead of ${list(rest)}` : "";
  return `${best} scored best on ${examples}: ${lead}${because}${limit}${sure}.`;
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
