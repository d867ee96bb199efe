import { type ClassOutcomes, conformalRank, expectedCoverage } from "@mebae/assess";
import { Generator, Key } from "@mebae/tensor";
import { erf } from "@mebae/tensor/scalar";
import { freshDraws, type NumberMethod } from "./freshDraws.ts";
import { coveredBySets, type ResplitCase } from "./resplits.ts";

/** Means of coverage, of one batch of calibration sets after the other. */
export interface Batches {
  /** Over all batches. */
  readonly mean: number;
  /** Its standard error, by the exact law. */
  readonly error: number;
  /** Its distance from k/(n+1) in standard errors. */
  readonly z: number;
  readonly isInside: boolean;
  /** The share of batches whose own mean lies in [1-α, 1-α+1/(n+1)]. */
  readonly inside: number;
  /** The share that the law lets expect there: the mean of so many draws is nearly normal. */
  readonly expectedInside: number;
  /** Whether something other than chance must be to blame. */
  readonly isBroken: boolean;
}

/** The mean coverage of a batch of calibration sets, by m others each; Infinity where coverage itself is known. */
export interface BatchMean {
  readonly mean: number;
  readonly m: number;
}

/** @param size of a batch */
export function judgeBatches(
  of: readonly BatchMean[],
  { n, alpha, size }: { n: number; alpha: number; size: number },
): Batches {
  const means = of.map(({ mean }) => mean);
  const { m } = of[0]!;
  const { law, mean: expected } = expectedCoverage(n, alpha);
  // Of J/m, J ~ BetaBinomial(m; k, n+1-k): the law's own variance, and what counting m of them adds.
  const { variance } = law!;
  const one = variance + (expected * (1 - expected) - variance) / m;
  const normal = (x: number) => (1 + erf((x - expected) / Math.sqrt((2 * one) / size))) / 2;
  const low = 1 - alpha;
  const high = low + 1 / (n + 1);
  const isInside = (value: number) => value >= low && value <= high;
  const mean = means.reduce((a, b) => a + b) / means.length;
  const error = Math.sqrt(one / size / means.length);
  const z = (mean - expected) / error;
  const inside = means.filter(isInside).length / means.length;
  const expectedInside = normal(high) - normal(low);
  const spread = Math.sqrt((expectedInside * (1 - expectedInside)) / means.length);
  return {
    ...{ mean, error, z, isInside: isInside(mean), inside, expectedInside },
    isBroken:
      !isInside(mean) || Math.abs(z) > 3.3 || Math.abs(inside - expectedInside) > 3.3 * spread + 0.005,
  };
}

export function batchCells({ mean, error, z, isInside, inside, expectedInside }: Batches): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const place = isInside ? "inside" : "outside";
  return [mean.toFixed(6), error.toFixed(6), place, z.toFixed(2), percent(inside), percent(expectedInside)];
}

/** Others that are counted where sets are randomized, and ranks can't tell. */
const countedBySets = 1000;

export interface BatchesOf {
  readonly batches: number;
  readonly size: number;
  readonly seed: number;
}

/**
 * Means of batches of re-splits, by ranks.
 * @throws Error where the first hundred re-splits cover another number by ranks than by sets
 */
export function rankBatches(pool: ClassOutcomes, each: ResplitCase, { batches, size, seed }: BatchesOf) {
  const ranks = ranksOf(pool);
  const rows = ranks.length;
  for (let split = 0; split < 100; split++) {
    const order = new Generator(seed).fold(split).permutation(rows);
    if (coveredByRanks(ranks, order, each) !== coveredBySets(pool, order, each, new Key(seed)))
      throw new Error(`n = ${each.n}: coverage by ranks isn't the coverage of the sets`);
  }
  return Array.from({ length: batches }, (_, batch) => {
    const generator = new Generator(seed).fold("batches").fold(batch);
    const order = generator.permutation(rows);
    let covered = 0;
    for (let split = 0; split < size; split++) {
      shuffleFirst(order, each.n, generator);
      covered += coveredByRanks(ranks, order, each);
    }
    return { mean: covered / size / (rows - each.n), m: rows - each.n };
  });
}

/** Means of batches of re-splits by sets, of which some of the others are counted. */
export function setBatches(pool: ClassOutcomes, each: ResplitCase, { batches, size, seed }: BatchesOf) {
  return Array.from({ length: batches }, (_, batch) => {
    const generator = new Generator(seed).fold("batches").fold(batch);
    const order = generator.permutation(pool.labels.length);
    const counted = order.subarray(0, each.n + countedBySets);
    let covered = 0;
    for (let split = 0; split < size; split++) {
      shuffleFirst(order, counted.length, generator);
      covered += coveredBySets(pool, counted, each, new Key(seed).fold(batch).fold(split));
    }
    return { mean: covered / size / countedBySets, m: countedBySets };
  });
}

/** How many scores of the pool are at most each example's. */
function ranksOf({ probabilities, labels, classes }: ClassOutcomes): Int32Array {
  const score = (i: number) => 1 - probabilities[i * classes + labels[i]!]!;
  const order = Array.from(labels, (_, i) => i).sort((a, b) => score(a) - score(b));
  const ranks = new Int32Array(order.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const above = order[place + 1];
    const isTied = above !== undefined && score(above) === score(order[place]!);
    ranks[order[place]!] = isTied ? ranks[above]! : place + 1;
  }
  return ranks;
}

/** Of all but the first n rows of an order those up to the k-th smallest of the n, which is what sets of "lac" hold. */
function coveredByRanks(ranks: Int32Array, order: Int32Array, { n, alpha }: ResplitCase): number {
  const own = Int32Array.from(order.subarray(0, n), (row) => ranks[row]!).sort();
  const quantile = own[conformalRank(n, alpha) - 1]!;
  let calibrating = 0;
  while (calibrating < n && own[calibrating]! <= quantile) calibrating++;
  return quantile - calibrating;
}

/** Draws the first n of an order from all of it. */
function shuffleFirst(order: Int32Array, n: number, generator: Generator): void {
  for (let i = 0; i < n; i++) {
    const j = generator.integer(i, order.length);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}

/** Means of batches of fresh calibration sets. */
export function freshBatches(
  method: NumberMethod,
  n: number,
  alpha: number,
  { batches, size, seed }: BatchesOf,
) {
  return Array.from({ length: batches }, (_, batch) => {
    const coverages = freshDraws(method, n, alpha, size, 1000 * seed + batch);
    return { mean: coverages.reduce((a, b) => a + b) / size, m: Number.POSITIVE_INFINITY };
  });
}
