import { type Examples, foldsOf } from "@mebae/data";

/** Places in `rows` to learn from, and those that are held out. */
export interface HeldOutRows {
  readonly learn: Int32Array;
  readonly held: Int32Array;
}

/**
 * A fifth of the training rows, another one for each `place`, by the same rules as any split: no group is torn, the past
 * predicts the future, classes keep their shares. Groups, times or classes that can't be dealt into five parts don't count.
 */
export function validationRows(
  examples: Examples,
  rows: ArrayLike<number>,
  seed: number,
  place: number,
): HeldOutRows {
  const pick = <T>(values: ArrayLike<T> | undefined) => values && Array.from(rows, (row) => values[row]!);
  const groups = pick(examples.groups);
  const times = pick(examples.times);
  const labels = pick(examples.labels);
  const part: Examples = {
    ...examples,
    length: rows.length,
    groups: groups && new Set(groups).size >= folds ? groups : undefined,
    times: times && new Set(times).size > folds ? times : undefined,
    labels: labels && !hasSingle(labels) ? labels : undefined,
  };
  const splits = foldsOf(part, Math.min(folds, rows.length), seed);
  const { train, test } = splits[splits.length - 1 - (place % splits.length)]!;
  return { learn: Int32Array.from(train), held: Int32Array.from(test) };
}

const folds = 5;

function hasSingle(labels: readonly number[]): boolean {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].includes(1);
}
