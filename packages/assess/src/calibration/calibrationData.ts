import { DataError, UsageError } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { checkLogits, type LogitOutcomes } from "./calibration.js";
import { checkFloor, logProbabilities, logSoftmaxRows } from "./logProbabilities.js";

/** Outcomes, checked, in the forms that the methods fit. */
export interface CalibrationData {
  readonly probabilities: Float64Array;
  /** log max(p, floor), or z - log Σ exp z of logits. */
  readonly logs: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly floor: number;
}

export function readCalibrationData(outcomes: ClassOutcomes | LogitOutcomes, floor: number): CalibrationData {
  const { classes } = outcomes;
  const fromLogits = "logits" in outcomes;
  if (fromLogits) checkLogitOutcomes(outcomes);
  else checkOutcomes("calibrate", outcomes);
  checkFloor("calibrate", floor, classes);
  const probabilities = fromLogits
    ? softmaxRows(outcomes.logits, classes)
    : Float64Array.from(outcomes.probabilities);
  const logs = fromLogits
    ? logSoftmaxRows(outcomes.logits, classes)
    : logProbabilities(outcomes.probabilities, floor);
  return { probabilities, logs, labels: Int32Array.from(outcomes.labels), classes, floor };
}

/** Some of the examples. */
export function someOf(data: CalibrationData, rows: ArrayLike<number>): CalibrationData {
  const { classes } = data;
  const pick = (values: Float64Array) => {
    const out = new Float64Array(rows.length * classes);
    for (let i = 0; i < rows.length; i++)
      out.set(values.subarray(rows[i]! * classes, (rows[i]! + 1) * classes), i * classes);
    return out;
  };
  return {
    ...data,
    probabilities: pick(data.probabilities),
    logs: pick(data.logs),
    labels: Int32Array.from(rows, (row) => data.labels[row]!),
  };
}

function checkLogitOutcomes({ logits, labels, classes }: LogitOutcomes): void {
  const name = "calibrate";
  if (!Number.isInteger(classes) || classes < 2)
    throw new UsageError(`${name}: expected two classes or more, got ${classes}`);
  if (labels.length === 0) throw new UsageError(`${name}: expected outcomes, got none`);
  if (logits.length !== labels.length * classes)
    throw new UsageError(
      `${name}: ${labels.length} labels of ${classes} classes need ${labels.length * classes} logits, got ${logits.length}`,
    );
  checkLogits(name, logits, classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new DataError(
        `${name}: example ${i}: expected a label from 0 to ${classes - 1}, found ${label}`,
        { index: i },
      );
  }
}
