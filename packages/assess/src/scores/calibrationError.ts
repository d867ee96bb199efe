import { erf } from "@mebae/tensor/scalar";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { type Bin, type BinOptions, binned } from "./bins.js";
import { type Claims, claimsOf } from "./claims.js";

export interface CalibrationErrorOptions extends BinOptions {
  /**
   * "top": the probability of the predicted class. "classes": the mean over the classes of the error of each one's
   * probability (Kull et al. 2019). "top" by default.
   */
  readonly of?: "top" | "classes";
}

/**
 * Expected calibration error (Naeini, Cooper & Hauskrecht 2015; Guo et al. 2017): how far what was said is from what came
 * true, on average over bins of what was said,
 *   ECE = Σ_b n_b/n · |accuracy_b - confidence_b|
 * Few examples make it large even where the probabilities are right: see `debiasedCalibrationError` and
 * `calibrationErrorInterval`.
 * @throws UsageError, DataError for outcomes or bins that can't be used
 */
export function expectedCalibrationError(
  outcomes: ClassOutcomes,
  options: CalibrationErrorOptions = {},
): number {
  checkOutcomes("expectedCalibrationError", outcomes);
  return errorOf("expectedCalibrationError", claimsOf(outcomes, options.of ?? "top"), options);
}

/**
 * The expected calibration error less what chance adds to it (after Kumar, Liang & Ma 2019). In a bin accuracy - confidence = d is
 * seen with standard error s = √(π(1-π)/n_b), π = (hits+1)/(n_b+2); a normal value around d with that error is as large as
 *   E|N(d, s²)| = s√(2/π)·exp(-d²/2s²) + d·erf(d/s√2)
 * on average, which is more than |d|. The excess is taken off; what falls below 0 is 0. Since d itself has that error, of an error that is
 * all chance only 2-√2 of it, three fifths, is left.
 */
export function debiasedCalibrationError(
  outcomes: ClassOutcomes,
  options: CalibrationErrorOptions = {},
): number {
  const name = "debiasedCalibrationError";
  checkOutcomes(name, outcomes);
  const all = claimsOf(outcomes, options.of ?? "top");
  const plain = errorOf(name, all, options);
  const inflated = averaged(all, (claims) =>
    weightedSum(binned(name, claims.said, claims.came, options), foldedMean),
  );
  return Math.max(0, 2 * plain - inflated);
}

/** The mean ECE of several kinds of claims. */
export function errorOf(name: string, all: readonly Claims[], options: BinOptions): number {
  return averaged(all, ({ said, came }) =>
    weightedSum(binned(name, said, came, options), ({ accuracy, confidence }) =>
      Math.abs(accuracy - confidence),
    ),
  );
}

const averaged = (all: readonly Claims[], value: (claims: Claims) => number) =>
  all.reduce((sum, claims) => sum + value(claims), 0) / all.length;

/** Σ n_b/n · value(b) over the bins that hold something. */
function weightedSum(bins: readonly Bin[], value: (bin: Bin) => number): number {
  const filled = bins.filter(({ count }) => count > 0);
  const n = filled.reduce((sum, { count }) => sum + count, 0);
  return filled.reduce((sum, bin) => sum + (bin.count / n) * value(bin), 0);
}

/** E|N(d, s²)|. The accuracy itself, 0 or 1 in a bin of one, would make s far too small. */
function foldedMean({ count, accuracy, confidence }: Bin): number {
  const distance = Math.abs(accuracy - confidence);
  const share = (accuracy * count + 1) / (count + 2);
  const spread = Math.sqrt((share * (1 - share)) / count);
  return (
    spread * Math.sqrt(2 / Math.PI) * Math.exp(-(distance ** 2) / (2 * spread ** 2)) +
    distance * erf(distance / (spread * Math.SQRT2))
  );
}
