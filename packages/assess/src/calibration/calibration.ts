import { DataError, UsageError } from "@mebae/tensor";
import type { IsotonicJSON } from "./isotonic.js";
import type { TemperatureJSON } from "./temperature.js";
import type { VectorJSON } from "./vector.js";

export type CalibrationJSON = TemperatureJSON | VectorJSON | IsotonicJSON;

/** What calibration learns from, where a model's last numbers are at hand: softmax of `logits` are its probabilities. */
export interface LogitOutcomes {
  /** [examples, classes], row-major. */
  readonly logits: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

/** A fixed change of probabilities, learned on examples that the predictor hadn't seen. */
export interface Calibration {
  readonly method: "temperature" | "vector" | "isotonic";
  readonly classes: number;
  /** Whether the predicted class always stays what it was. */
  readonly keepsPredictedClass: boolean;
  /** What the examples didn't settle, in sentences. */
  readonly warnings: readonly string[];
  /** Better probabilities [examples, classes] for a predictor's. @throws UsageError, DataError for rows that are none */
  apply(probabilities: ArrayLike<number>): Float64Array;
  /** The same from logits. @throws UsageError, DataError for other sizes or numbers that aren't finite */
  applyLogits(logits: ArrayLike<number>): Float64Array;
  /** For `calibrationFromJSON`. */
  toJSON(): CalibrationJSON;
}

/** @throws UsageError unless the values are rows of `classes`; DataError naming the row of one that is no probability */
export function checkRows(name: string, probabilities: ArrayLike<number>, classes: number): void {
  checkSize(name, probabilities, classes);
  for (let i = 0; i < probabilities.length; i += classes) {
    let sum = 0;
    for (let c = i; c < i + classes; c++) {
      const p = probabilities[c]!;
      if (!(p >= 0 && p <= 1 + 1e-3)) refuse(name, i / classes, `probabilities from 0 to 1, found ${p}`);
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-3)
      refuse(name, i / classes, `probabilities that sum to 1, found a sum of ${sum}`);
  }
}

/** @throws UsageError unless the values are rows of `classes`; DataError naming the row of one that isn't finite */
export function checkLogits(name: string, logits: ArrayLike<number>, classes: number): void {
  checkSize(name, logits, classes);
  for (let i = 0; i < logits.length; i++)
    if (!Number.isFinite(logits[i]))
      refuse(name, Math.floor(i / classes), `finite logits, found ${logits[i]}`);
}

function checkSize(name: string, values: ArrayLike<number>, classes: number): void {
  if (values.length % classes !== 0)
    throw new UsageError(`${name}: expected rows of ${classes} classes, got ${values.length} values`);
}

function refuse(name: string, example: number, what: string): never {
  throw new DataError(`${name}: example ${example}: expected ${what}`, { index: example });
}
