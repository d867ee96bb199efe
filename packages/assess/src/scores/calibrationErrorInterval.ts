import type { Interval } from "@mebae/stats";
import { Generator, Key, UsageError } from "@mebae/tensor";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { checkLevel } from "../proportion/checks.js";
import { type CalibrationErrorOptions, errorOf } from "./calibrationError.js";
import { type Claims, claimsOf } from "./claims.js";
import { mean } from "./negativeLogLikelihood.js";

export interface CalibrationErrorIntervalOptions extends CalibrationErrorOptions {
  /** 0.95 by default. */
  readonly level?: number;
  /** 1000 by default. */
  readonly resamples?: number;
  /** `new Key(0)` by default. */
  readonly key?: Key;
}

export interface CalibrationErrorEstimate {
  readonly error: number;
  /** By resampling the examples, reflected at the estimate so that the error's own bias is taken off; approximate. */
  readonly interval: Interval;
  /** The error that probabilities which are exactly right would show on these examples: its mean, and its level's quantile. */
  readonly ifCalibrated: { readonly mean: number; readonly high: number };
}

/**
 * The expected calibration error with a bootstrap interval, beside what chance alone makes of it: labels drawn from the
 * said probabilities themselves (consistency resampling: Bröcker & Smith 2007) show the error of perfect calibration on as many
 * examples. An error below `ifCalibrated.high` is no evidence of miscalibration.
 * @throws UsageError, DataError for outcomes or options that can't be used
 */
export function calibrationErrorInterval(
  outcomes: ClassOutcomes,
  options: CalibrationErrorIntervalOptions = {},
): CalibrationErrorEstimate {
  const name = "calibrationErrorInterval";
  const { level = 0.95, resamples = 1000, key = new Key(0), of = "top" } = options;
  checkOutcomes(name, outcomes);
  checkLevel(name, level);
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new UsageError(`${name}: expected a number of resamples, got ${resamples}`);
  const all = claimsOf(outcomes, of);
  const error = errorOf(name, all, options);
  const draws = (stream: string, draw: (generator: Generator) => Claims[]) => {
    const generator = new Generator(key.words).fold(stream);
    return Float64Array.from({ length: resamples }, () => errorOf(name, draw(generator), options)).sort();
  };
  const again = draws("examples", (generator) => resampled(all, generator));
  const calibrated = draws("labels", (generator) => relabelled(outcomes, all, of, generator));
  const tail = (1 - level) / 2;
  return {
    error,
    interval: {
      low: Math.max(0, 2 * error - quantile(again, 1 - tail)),
      high: Math.max(0, 2 * error - quantile(again, tail)),
    },
    ifCalibrated: { mean: mean(calibrated), high: quantile(calibrated, level) },
  };
}

const quantile = (sorted: Float64Array, p: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;

/** As many examples, drawn with replacement. */
function resampled(all: readonly Claims[], generator: Generator): Claims[] {
  const n = all[0]!.said.length;
  const rows = Int32Array.from({ length: n }, () => generator.integer(0, n));
  return all.map(({ said, came }) => ({
    said: Float64Array.from(rows, (row) => said[row]!),
    came: Uint8Array.from(rows, (row) => came[row]!),
  }));
}

/** The same probabilities with labels drawn from them. */
function relabelled(
  { probabilities, classes }: ClassOutcomes,
  all: readonly Claims[],
  of: "top" | "classes",
  generator: Generator,
): Claims[] {
  const n = all[0]!.said.length;
  if (of === "top") {
    const { said } = all[0]!;
    return [{ said, came: Uint8Array.from(said, (p) => (generator.uniform() < p ? 1 : 0)) }];
  }
  const drawn = Int32Array.from({ length: n }, (_, i) => {
    let rest = generator.uniform();
    let c = 0;
    while (c < classes - 1 && rest >= probabilities[i * classes + c]!)
      rest -= probabilities[i * classes + c++]!;
    return c;
  });
  return all.map(({ said }, c) => ({ said, came: Uint8Array.from(drawn, (label) => (label === c ? 1 : 0)) }));
}
