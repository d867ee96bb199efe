import { type ClassOutcomes, conformalClasses, expectedCoverage } from "@mebae/assess";
import { Generator, Key } from "@mebae/tensor";
import { erf } from "@mebae/tensor/scalar";
import { freshDraws, type NumberMethod } from "./freshDraws.ts";
import { coveredBySets, outcomesOf, type ResplitCase, resplits } from "./resplits.ts";

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

/**
 * @param m how many others are counted; Infinity where the coverage itself is known
 * @param size of a batch
 */
export function judgeBatches(
  means: readonly number[],
  { n, alpha, m, size }: { n: number; alpha: number; m: number; size: number },
): Batches {
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

/**
 * Means of batches of re-splits. Those of "lac" go by ranks, which is quicker by far, after a hundred of them have shown that ranks
 * count what sets do.
 * @throws Error where they don't
 */
export function resplitBatches(
  pool: ClassOutcomes,
  sorted: Float64Array,
  each: ResplitCase,
  { batches, size, seed }: { batches: number; size: number; seed: number },
): number[] {
  const rows = pool.labels.length;
  const byRanks = each.score === "lac";
  for (let split = 0; byRanks && split < 100; split++) {
    const order = new Generator(seed).fold(split).permutation(rows);
    if (coveredByRanks(pool, sorted, order, each) !== coveredBySets(pool, order, each, new Key(seed)))
      throw new Error(`n = ${each.n}: coverage by ranks isn't the coverage of the sets`);
  }
  return Array.from({ length: batches }, (_, batch) => {
    let covered = 0;
    if (byRanks) {
      const generator = new Generator(seed).fold("batches").fold(batch);
      const order = generator.permutation(rows);
      for (let split = 0; split < size; split++) {
        shuffleFirst(order, each.n, generator);
        covered += coveredByRanks(pool, sorted, order, each);
      }
    } else for (const some of resplits(pool, each, size, 1000 * seed + batch)) covered += some;
    return covered / size / (rows - each.n);
  });
}

/** Means of batches of fresh calibration sets. */
export function freshBatches(
  method: NumberMethod,
  n: number,
  alpha: number,
  { batches, size, seed }: { batches: number; size: number; seed: number },
): number[] {
  return Array.from({ length: batches }, (_, batch) => {
    const coverages = freshDraws(method, n, alpha, size, 1000 * seed + batch);
    return coverages.reduce((a, b) => a + b) / size;
  });
}

/** The same count by ranks alone: true scores up to the quantile that the first n rows of the order give. */
function coveredByRanks(
  pool: ClassOutcomes,
  sorted: Float64Array,
  order: Int32Array,
  { score, n, alpha }: ResplitCase,
): number {
  const { labels, probabilities, classes } = pool;
  const calibrating = order.subarray(0, n);
  const quantile = conformalClasses(outcomesOf(pool, calibrating), { alpha, score }).quantiles[0]!;
  let own = 0;
  for (const row of calibrating) if (1 - probabilities[row * classes + labels[row]!]! <= quantile) own++;
  return atMost(sorted, quantile) - own;
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

/** How many of ascending numbers are at most x. */
function atMost(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
