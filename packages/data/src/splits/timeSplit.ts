import { DataError, UsageError } from "@mebae/tensor";
import { checkFolds, type Split, type SplitOptions, splitBy, testCount } from "./split.js";

/**
 * The past trains, the future tests. Examples of the same time stay together, so that the test part begins at
 * the time that comes nearest to the size wanted.
 * @param times a number an example, such as milliseconds since 1970
 * @throws DataError at a time that is NaN, UsageError when a part would be empty
 */
export function timeSplit(times: ArrayLike<number>, { test }: Pick<SplitOptions, "test"> = {}): Split {
  const wanted = testCount("timeSplit", times.length, test);
  const border = nearestBorder("timeSplit", sortedTimes("timeSplit", times), times.length - wanted);
  return splitBy(times.length, (i) => times[i]! >= border);
}

/**
 * K splits along time: the examples fall into folds + 1 stretches, and each stretch but the first is tested by a
 * training on all that came before it.
 * @throws DataError at a time that is NaN, UsageError when there are too few different times
 */
export function timeKFold(times: ArrayLike<number>, { folds = 5 }: { folds?: number } = {}): Split[] {
  const sorted = sortedTimes("timeKFold", times);
  checkFolds("timeKFold", folds, new Set(sorted).size - 1, "steps in time");
  const borders = Array.from({ length: folds }, (_, k) =>
    nearestBorder("timeKFold", sorted, Math.round(((k + 1) * sorted.length) / (folds + 1))),
  );
  if (new Set(borders).size < folds) {
    throw new UsageError(`timeKFold: too many examples share a time for ${folds} folds; use fewer`, {
      folds,
    });
  }
  return borders.map((border, k) => {
    const { train, test } = splitBy(times.length, (i) => times[i]! >= border);
    const end = borders[k + 1] ?? Number.POSITIVE_INFINITY;
    return { train, test: test.filter((i) => times[i]! < end) };
  });
}

function sortedTimes(name: string, times: ArrayLike<number>): Float64Array {
  const bad = Array.from(times).findIndex((time) => Number.isNaN(time));
  if (bad >= 0) throw new DataError(`${name}: example ${bad + 1} has no time`, { row: bad + 1 });
  return Float64Array.from(times).sort();
}

/** The time at which a part begins, so that nearest to `start` examples come before it. */
function nearestBorder(name: string, sorted: Float64Array, start: number): number {
  const time = sorted[start]!;
  const first = sorted.indexOf(time);
  const after = sorted.lastIndexOf(time) + 1;
  if (first > 0 && (start - first <= after - start || after === sorted.length)) return time;
  if (after === sorted.length) throw new UsageError(`${name}: all examples have the same time`);
  return sorted[after]!;
}
