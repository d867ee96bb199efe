import { Generator, type Key, UsageError } from "@mebae/tensor";
import { argmaxRows } from "@mebae/training";
import { checkRows } from "../calibration/calibration.js";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { type ClassScore, readScore, type ScoreOption, scoreRow } from "./classScore.js";
import { conformalQuantile, tooSmall, type WhenTooSmall } from "./conformalQuantile.js";
import { PredictionSets } from "./predictionSets.js";

export interface ConformalClassesOptions {
  /** How often a set may miss the true class, inside (0, 1). */
  readonly alpha: number;
  /** "lac" by default. */
  readonly score?: ScoreOption;
  /** Coverage for each true class, not only on average (Mondrian: Vovk 2012). Needs examples of each. false by default. */
  readonly perClass?: boolean;
  /** Randomizes "aps" and "raps", which makes coverage exact and sets smaller; deterministic without. */
  readonly key?: Key;
  /** Puts the likeliest class into a set that would be empty. false by default. */
  readonly neverEmpty?: boolean;
  /** "full": every class where examples are too few, with a warning. "refuse" throws. "full" by default. */
  readonly whenTooSmall?: WhenTooSmall;
}

export interface ConformalClassesJSON {
  readonly kind: "conformalClasses";
  readonly alpha: number;
  readonly score: ClassScore;
  readonly counts: readonly number[];
  readonly perClass: boolean;
  /** For each class the largest score of a member; null: every example is one. */
  readonly quantiles: readonly (number | null)[];
  readonly neverEmpty: boolean;
  readonly key: readonly [number, number] | null;
  readonly warnings: readonly string[];
}

/** What `conformalClasses` learned: sets that hold the true class with probability 1-α at least. */
export class ConformalClasses {
  readonly classes: number;

  /** From a saved one's JSON. @throws UsageError for a count of quantiles that doesn't fit */
  constructor(readonly saved: ConformalClassesJSON) {
    this.classes = saved.quantiles.length;
    if (saved.kind !== "conformalClasses" || saved.counts.length !== this.classes)
      throw new UsageError("ConformalClasses: expected a count and a quantile for each class");
  }

  get alpha(): number {
    return this.saved.alpha;
  }

  /** How many examples calibrated: of each class. */
  get counts(): readonly number[] {
    return this.saved.counts;
  }

  /** What the examples were too few for, in sentences. */
  get warnings(): readonly string[] {
    return this.saved.warnings;
  }

  /** For each class the largest score that its members may have; Infinity where all are. */
  get quantiles(): number[] {
    return this.saved.quantiles.map((q) => q ?? Number.POSITIVE_INFINITY);
  }

  /**
   * The set of each row of probabilities [examples, classes].
   * @param key of the randomization; by default one that follows from the calibration's, the same in each call
   */
  predict(probabilities: ArrayLike<number>, key?: Key): PredictionSets {
    checkRows("ConformalClasses.predict", probabilities, this.classes);
    const { score, neverEmpty } = this.saved;
    const { classes, quantiles } = this;
    const draws = drawsOf(key?.words ?? this.saved.key ?? undefined, this.saved.key !== null, "prediction");
    const members = new Uint8Array(probabilities.length);
    const top = argmaxRows(probabilities, classes);
    for (let i = 0; i < top.length; i++) {
      const start = i * classes;
      const scores = scoreRow(score, rowOf(probabilities, i, classes), draws());
      let size = 0;
      for (let c = 0; c < classes; c++) if (scores[c]! <= quantiles[c]!) size += members[start + c] = 1;
      if (size === 0 && neverEmpty) members[start + top[i]!] = 1;
    }
    return new PredictionSets(members, classes);
  }

  /** For `new ConformalClasses(json)`. */
  toJSON(): ConformalClassesJSON {
    return this.saved;
  }
}

/**
 * Split conformal prediction of classes (Vovk, Gammerman & Shafer 2005; Papadopoulos et al. 2002): from outcomes on n examples that
 * the predictor hasn't seen, sets with
 *   P(true class in set) ≥ 1-α
 * for the next example, whatever the predictor, if it is exchangeable with them. A class is in the set where its score is at most
 * the ⌈(n+1)(1-α)⌉-th smallest score of the n true classes; `expectedCoverage` says how far one calibration set may be off.
 * @throws UsageError, DataError for outcomes or options that can't be used, and where examples are too few if so asked
 */
export function conformalClasses(
  outcomes: ClassOutcomes,
  {
    alpha,
    score: option = "lac",
    perClass = false,
    key,
    neverEmpty = false,
    whenTooSmall = "full",
  }: ConformalClassesOptions,
): ConformalClasses {
  checkOutcomes("conformalClasses", outcomes);
  const score = readScore(option);
  if (key && score.kind === "lac")
    throw new UsageError('conformalClasses: the score "lac" has nothing to randomize, leave out the key');
  const { labels, classes } = outcomes;
  const scores = trueScores(outcomes, score, key);
  const own = Array.from({ length: classes }, (_, c) => scores.filter((_, i) => labels[i] === c));
  const quantiles = perClass
    ? own.map((some, c) => conformalQuantile(some, alpha, whenTooSmall, ` of class ${c}`))
    : new Array<number>(classes).fill(conformalQuantile(scores, alpha, whenTooSmall));
  const counts = own.map((some) => some.length);
  return new ConformalClasses({
    kind: "conformalClasses",
    alpha,
    score,
    counts,
    perClass,
    quantiles: quantiles.map((q) => (q === Number.POSITIVE_INFINITY ? null : q)),
    neverEmpty,
    key: key?.words ?? null,
    warnings: warningsOf(quantiles, counts, alpha, perClass),
  });
}

function trueScores(
  { probabilities, labels, classes }: ClassOutcomes,
  score: ClassScore,
  key: Key | undefined,
): Float64Array {
  const draws = drawsOf(key?.words, key !== undefined, "calibration");
  return Float64Array.from(
    labels,
    (label, i) => scoreRow(score, rowOf(probabilities, i, classes), draws())[label]!,
  );
}

/** Of arrays of any kind. */
function rowOf(probabilities: ArrayLike<number>, i: number, classes: number): Float64Array {
  return Float64Array.from({ length: classes }, (_, c) => probabilities[i * classes + c]!);
}

/** u of one example after the other: 1 without randomization. */
function drawsOf(
  words: readonly [number, number] | undefined,
  randomized: boolean,
  stream: string,
): () => number {
  if (!randomized || !words) return () => 1;
  const generator = new Generator(words).fold(stream);
  return () => generator.uniform();
}

function warningsOf(
  quantiles: readonly number[],
  counts: readonly number[],
  alpha: number,
  perClass: boolean,
): string[] {
  if (!perClass) {
    if (quantiles[0] !== Number.POSITIVE_INFINITY) return [];
    const all = counts.reduce((a, b) => a + b);
    return [`Every set holds every class: ${tooSmall(all, alpha)}.`];
  }
  return quantiles.flatMap((q, c) =>
    q === Number.POSITIVE_INFINITY
      ? [`Class ${c} is in every set: ${tooSmall(counts[c]!, alpha, " of this class")}.`]
      : [],
  );
}
