import { UsageError } from "@mebae/tensor";
import { groupKFold, groupSplit } from "../splits/groupSplit.js";
import { kFold } from "../splits/kFold.js";
import { randomSplit } from "../splits/randomSplit.js";
import type { Split } from "../splits/split.js";
import { stratifiedSplit } from "../splits/stratifiedSplit.js";
import { timeKFold, timeSplit } from "../splits/timeSplit.js";
import type { Examples } from "./examples.js";

/** The splits of a cross-validation: groups stay together, the past predicts the future, classes keep their shares. */
export function foldsOf(examples: Examples, folds: number, seed: number): Split[] {
  const { length, groups, times, labels } = examples;
  refuseBoth(examples);
  if (groups) return groupKFold(groups, { folds, seed });
  if (times) return timeKFold(times, { folds });
  return kFold(length, { folds, seed, labels });
}

/**
 * A part held out, by the same rules.
 * @param test a fraction below 1, or a number of examples; default one fifth
 */
export function heldOut(examples: Examples, seed: number, test = 0.2): Split {
  const { length, groups, times, labels } = examples;
  refuseBoth(examples);
  if (groups) return groupSplit(groups, { test, seed });
  if (times) return timeSplit(times, { test });
  return labels ? stratifiedSplit(labels, { test, seed }) : randomSplit(length, { test, seed });
}

function refuseBoth({ groups, times }: Examples): void {
  if (groups && times)
    throw new UsageError("groups and times exclude each other: examples are split by one of them");
}

/** All indices. */
export function allOf(examples: Examples): Int32Array {
  return Int32Array.from({ length: examples.length }, (_, i) => i);
}
