import { StudentT } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";

/** What is known of a mean difference between two learners over folds. */
export interface PairedInterval {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Of no difference, two-sided. */
  readonly pValue: number;
}

/**
 * The corrected resampled t interval (Nadeau & Bengio 2003, "Inference for the generalization error"; for repeated folds
 * Bouckaert & Frank 2004): training sets overlap, so that differences of folds aren't independent, and the plain t interval
 * is far too narrow. With J differences of mean d and variance s²
 *   d ± t_{J-1}·√((1/J + ρ)·s²),   ρ = test rows/training rows
 * @param ratio ρ
 * @param level default 0.95
 * @throws UsageError on fewer than two differences
 */
export function correctedInterval(
  differences: ArrayLike<number>,
  ratio: number,
  level = 0.95,
): PairedInterval {
  const count = differences.length;
  if (count < 2) throw new UsageError(`correctedInterval: expected two differences or more, got ${count}`);
  let difference = 0;
  for (let i = 0; i < count; i++) difference += differences[i]! / count;
  let variance = 0;
  for (let i = 0; i < count; i++) variance += (differences[i]! - difference) ** 2 / (count - 1);
  const error = Math.sqrt((1 / count + ratio) * variance);
  const t = StudentT({ degreesOfFreedom: count - 1, location: 0, scale: 1 });
  const half = t.upperQuantile((1 - level) / 2) * error;
  const pValue = error > 0 ? 2 * t.survival(Math.abs(difference) / error) : difference === 0 ? 1 : 0;
  return { difference, low: difference - half, high: difference + half, pValue };
}
