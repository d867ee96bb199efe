import {
  groupKFold,
  groupSplit,
  kFold,
  randomSplit,
  type Split,
  stratifiedSplit,
  timeKFold,
  timeSplit,
} from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { Source } from "../data/source.js";

/** The splits of a cross-validation: groups stay together, the past predicts the future, classes keep their shares. */
export function foldsOf(source: Source, folds: number, seed: number): Split[] {
  const { length, groups, times, labels } = source;
  refuseBoth(source);
  if (groups) return groupKFold(groups, { folds, seed });
  if (times) return timeKFold(times, { folds });
  return kFold(length, { folds, seed, labels });
}

/** One fifth held out, by the same rules. */
export function heldOut(source: Source, seed: number): Split {
  const { length, groups, times, labels } = source;
  refuseBoth(source);
  if (groups) return groupSplit(groups, { seed });
  if (times) return timeSplit(times);
  return labels ? stratifiedSplit(labels, { seed }) : randomSplit(length, { seed });
}

function refuseBoth({ groups, times }: Source): void {
  if (groups && times) throw new UsageError("--group and --time exclude each other: give one of them");
}

export function allOf(source: Source): Int32Array {
  return Int32Array.from({ length: source.length }, (_, i) => i);
}
