import { Beta } from "@mebae/stats";
import { DataError, Generator, Key } from "@mebae/tensor";
import type { ClassOutcomes } from "../outcomes.js";
import { checkLevel } from "../proportion/checks.js";
import { upperBound } from "../proportion/clopperPearson.js";
import { type RatedOutcomes, readRated, surestFirst } from "./ratedOutcomes.js";

export interface ThresholdOptions {
  /** The error rate among answered examples that is still good enough, inside (0, 1). */
  readonly risk: number;
  /** With which probability the threshold must keep it; 0.95 by default. */
  readonly confidence?: number;
  /** Draws the part that proposes; `new Key(0)` by default. */
  readonly key?: Key;
}

export interface GuaranteedThreshold {
  readonly kind: "guaranteed";
  /** Answer where the confidence is at least this. */
  readonly threshold: number;
  /** Of the testing part: the share that was answered, how many that is, and how many of these were wrong. */
  readonly coverage: number;
  readonly answered: number;
  readonly errors: number;
  /** What the error rate is below, with the confidence asked for: at most the risk. */
  readonly upperBound: number;
}

export interface NoThreshold {
  readonly kind: "none";
  /** Why, in a sentence. */
  readonly reason: string;
}

/** The part of the examples that proposes thresholds, and into how many steps of coverage. */
const proposingShare = 0.2;
const steps = 40;

/**
 * The lowest confidence threshold whose error rate among answered examples is at most `risk`, with probability `confidence`
 * over the outcomes, for any number of them and any predictor; or none.
 *
 * Fixed-sequence testing on split data, as Learn then Test has it (Angelopoulos, Bates, Candès, Jordan & Lei 2021, section 4; the question
 * is that of Geifman & El-Yaniv 2017). A fifth of the outcomes, drawn at random, proposes a sequence of thresholds and where to begin. The
 * others test them in this order, from sure to unsure: of m answered examples with s wrong ones, "the error rate is above `risk`" is
 * rejected where the exact upper bound (Clopper & Pearson) with the whole confidence is at most `risk`. The first that isn't rejected
 * ends it, so that one mistake in all is made with probability 1-confidence at most, without a correction for many tests.
 * @throws UsageError, DataError for outcomes or options that can't be used, and losses other than 0 and 1
 */
export function thresholdForRisk(
  outcomes: ClassOutcomes | RatedOutcomes,
  { risk, confidence = 0.95, key = new Key(0) }: ThresholdOptions,
): GuaranteedThreshold | NoThreshold {
  const name = "thresholdForRisk";
  const rated = readRated(name, outcomes);
  checkLevel(name, risk, "a risk");
  checkLevel(name, confidence, "a confidence");
  const wrong = Array.from(rated.losses).findIndex((loss) => loss !== 0 && loss !== 1);
  if (wrong >= 0)
    throw new DataError(
      `${name}: example ${wrong}: expected a loss of 0 or 1, found ${rated.losses[wrong]}`,
      {
        index: wrong,
      },
    );
  const n = rated.losses.length;
  const order = new Generator(key.words).fold(name).permutation(n);
  const proposing = Math.floor(n * proposingShare);
  const testing = some(rated, order.subarray(proposing));
  const needed = fewestWithoutError(risk, 1 - confidence);
  if (testing.losses.length < needed || proposing < 2)
    return {
      kind: "none",
      reason: `${n} examples are too few: a risk of ${risk} with confidence ${confidence} takes ${needed} answered ones without an error, beside the fifth that proposes thresholds.`,
    };
  const sequence = propose(some(rated, order.subarray(0, proposing)), testing.losses.length, risk);
  return walk(sequence, testing, risk, 1 - confidence);
}

/** Down the sequence as long as the bound holds. */
function walk(
  sequence: readonly number[],
  testing: RatedOutcomes,
  risk: number,
  tail: number,
): GuaranteedThreshold | NoThreshold {
  let found: GuaranteedThreshold | undefined;
  for (const threshold of sequence) {
    const { answered, errors } = countAbove(testing, threshold);
    const bound = answered === 0 ? 1 : upperBound(errors, answered, tail);
    if (bound > risk) {
      const last = `${errors} of ${answered} answered examples were wrong, which allows an error rate of ${bound.toPrecision(3)}`;
      return found ?? { kind: "none", reason: `No threshold keeps the risk of ${risk} for sure: ${last}.` };
    }
    const coverage = answered / testing.losses.length;
    found = { kind: "guaranteed", threshold, coverage, answered, errors, upperBound: bound };
  }
  // The sequence has a threshold at least.
  return found!;
}

/**
 * Descending thresholds at steps of coverage, from the one that as many testing examples would reject with the most ease: with the
 * smallest P(Binomial(m, risk) ≤ s), s being what an error rate with half an error more than was seen makes of m. Nothing here depends
 * on the testing examples, but for their number.
 */
function propose(proposing: RatedOutcomes, testing: number, risk: number): number[] {
  const n = proposing.losses.length;
  const order = surestFirst(proposing);
  const ranks = [...new Set(Array.from({ length: steps }, (_, k) => Math.ceil(((k + 1) * n) / steps)))];
  const thresholds = [...new Set(ranks.map((rank) => proposing.confidences[order[rank - 1]!]!))];
  const tails = thresholds.map((threshold) => {
    const { answered, errors } = countAbove(proposing, threshold);
    const expected = (answered / n) * testing;
    const wrong = (expected * (errors + 0.5)) / (answered + 1);
    return Beta({ alpha: wrong + 1, beta: expected - wrong }).survival(risk);
  });
  return thresholds.slice(tails.indexOf(Math.min(...tails)));
}

function countAbove({ confidences, losses }: RatedOutcomes, threshold: number) {
  let answered = 0;
  let errors = 0;
  for (let i = 0; i < losses.length; i++) {
    if (!(confidences[i]! >= threshold)) continue;
    answered++;
    errors += losses[i]!;
  }
  return { answered, errors };
}

/** The least m with (1-risk)^m ≤ tail. */
function fewestWithoutError(risk: number, tail: number): number {
  return Math.ceil(Math.log(tail) / Math.log1p(-risk));
}

const some = ({ confidences, losses }: RatedOutcomes, rows: Int32Array): RatedOutcomes => ({
  confidences: Float64Array.from(rows, (row) => confidences[row]!),
  losses: Float64Array.from(rows, (row) => losses[row]!),
});
