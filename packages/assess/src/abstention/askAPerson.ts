import { UsageError } from "@mebae/tensor";
import { argmaxRows } from "@mebae/training";
import { checkRows } from "../calibration/calibration.js";
import type { PredictionSets } from "../conformal/predictionSets.js";

export interface AskOptions {
  readonly classes: number;
  /** Of `thresholdForRisk`, or one that was chosen: below it a person is asked. */
  readonly threshold?: number;
  /** Of `conformalClasses`, for the same rows: a person is asked unless the set is the predicted class alone. */
  readonly sets?: PredictionSets;
}

/** What to do with one example. */
export interface Decision {
  /** The likeliest class. */
  readonly predicted: number;
  /** Its probability. */
  readonly probability: number;
  /** The conformal set, where there is one. */
  readonly set?: readonly number[];
  readonly ask: boolean;
  /** Why a person is asked. */
  readonly reason?: "unsure" | "severalClasses" | "noClass" | "otherClass";
}

/**
 * Whether each prediction stands or a person decides: "unsure" below the threshold, "severalClasses" where the set leaves
 * a choice, "noClass" where it is empty (an example unlike those that calibrated), "otherClass" where it is another
 * class than the predicted one.
 * @param probabilities [examples, classes], calibrated ones by preference
 * @throws UsageError without a threshold and sets, or with sets of other rows; DataError for rows that are no probabilities
 */
export function askAPerson(
  probabilities: ArrayLike<number>,
  { classes, threshold, sets }: AskOptions,
): Decision[] {
  if (threshold === undefined && !sets)
    throw new UsageError("askAPerson: expected a threshold or sets to decide by");
  if (threshold !== undefined && !Number.isFinite(threshold))
    throw new UsageError(`askAPerson: expected a finite threshold, got ${threshold}`);
  checkRows("askAPerson", probabilities, classes);
  const top = argmaxRows(probabilities, classes);
  if (sets && (sets.length !== top.length || sets.classes !== classes))
    throw new UsageError(
      `askAPerson: expected sets of ${top.length} examples and ${classes} classes, got ${sets.length} and ${sets.classes}`,
    );
  return Array.from(top, (predicted, i) => {
    const probability = probabilities[i * classes + predicted]!;
    const set = sets?.of(i);
    const reason = reasonOf(predicted, set) ?? (probability < (threshold ?? 0) ? "unsure" : undefined);
    return {
      predicted,
      probability,
      ...(set && { set }),
      ask: reason !== undefined,
      ...(reason && { reason }),
    };
  });
}

function reasonOf(predicted: number, set: readonly number[] | undefined): Decision["reason"] {
  if (!set) return undefined;
  if (set.length > 1) return "severalClasses";
  if (set.length === 0) return "noClass";
  return set[0] === predicted ? undefined : "otherClass";
}
