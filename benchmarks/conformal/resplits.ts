import { type ClassOutcomes, conformalClasses, type ScoreOption } from "@mebae/assess";
import { Generator, Key } from "@mebae/tensor";

export interface ResplitCase {
  readonly score: ScoreOption;
  readonly randomized: boolean;
  readonly n: number;
  readonly alpha: number;
}

/** How many of the others each of many random calibration sets of n examples covers. */
export function resplits(pool: ClassOutcomes, each: ResplitCase, count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, split) => {
    const order = new Generator(seed).fold(split).permutation(pool.labels.length);
    return coveredBySets(pool, order, each, new Key(seed).fold(split));
  });
}

/** How many sets of the others hold their class, where the first n rows of an order calibrate. */
export function coveredBySets(
  pool: ClassOutcomes,
  order: Int32Array,
  { score, randomized, n, alpha }: ResplitCase,
  key: Key,
): number {
  const calibration = outcomesOf(pool, order.subarray(0, n));
  const others = outcomesOf(pool, order.subarray(n));
  const sets = conformalClasses(calibration, { alpha, score, ...(randomized && { key }) }).predict(
    others.probabilities,
  );
  let covered = 0;
  for (let i = 0; i < sets.length; i++) if (sets.has(i, others.labels[i]!)) covered++;
  return covered;
}

/** Outcomes of some rows. */
export function outcomesOf({ probabilities, labels, classes }: ClassOutcomes, rows: Int32Array) {
  const out = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => {
    for (let c = 0; c < classes; c++) out[i * classes + c] = probabilities[row * classes + c]!;
  });
  return { probabilities: out, labels: Int32Array.from(rows, (row) => labels[row]!), classes };
}
