import { type ClassOutcomes, conformalClasses, type ScoreOption } from "@mebae/assess";
import { Generator, Key } from "@mebae/tensor";

export interface ResplitCase {
  readonly score: ScoreOption;
  readonly randomized: boolean;
  readonly n: number;
  readonly alpha: number;
}

/** How many of the others each of many random calibration sets of n examples covers. */
export function resplits(
  pool: ClassOutcomes,
  { score, randomized, n, alpha }: ResplitCase,
  count: number,
  seed: number,
): number[] {
  const size = pool.labels.length;
  return Array.from({ length: count }, (_, split) => {
    const order = new Generator(seed).fold(split).permutation(size);
    const calibration = some(pool, order.subarray(0, n));
    const others = some(pool, order.subarray(n));
    const key = randomized ? { key: new Key(seed).fold(split) } : {};
    const sets = conformalClasses(calibration, { alpha, score, ...key }).predict(others.probabilities);
    let covered = 0;
    for (let i = 0; i < sets.length; i++) if (sets.has(i, others.labels[i]!)) covered++;
    return covered;
  });
}

function some({ probabilities, labels, classes }: ClassOutcomes, rows: Int32Array) {
  const out = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => {
    for (let c = 0; c < classes; c++) out[i * classes + c] = probabilities[row * classes + c]!;
  });
  return { probabilities: out, labels: Int32Array.from(rows, (row) => labels[row]!), classes };
}
