import { UsageError } from "@mebae/tensor";

/** Which examples train and which test: indices that count from 0. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface SplitOptions {
  /** The test part: a fraction below 1, or a number of examples. Default 0.2. */
  readonly test?: number;
  /** Default 0. */
  readonly seed?: number;
}

export interface FoldOptions {
  /** How many parts; each tests once. Default 5. */
  readonly folds?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** How many of `count` examples test. @throws UsageError when either part would be empty. */
export function testCount(name: string, count: number, test = 0.2): number {
  const wanted = test < 1 ? Math.round(test * count) : test;
  if (!(test > 0) || (test >= 1 && !Number.isInteger(test))) {
    throw new UsageError(
      `${name}: test is a fraction between 0 and 1 or a whole number of examples, not ${test}`,
    );
  }
  if (wanted < 1 || wanted >= count) {
    throw new UsageError(
      `${name}: ${count} examples can't be split into ${count - wanted} for training and ${wanted} for testing`,
    );
  }
  return wanted;
}

/** @throws UsageError unless 2 ≤ folds ≤ what there is to deal out. */
export function checkFolds(name: string, folds: number, count: number, what = "examples"): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= count) return;
  throw new UsageError(
    `${name}: expected from 2 folds to as many as there are ${what} (${count}), got ${folds}`,
  );
}

/** The split whose test part is where `isTest`; both parts in ascending order. */
export function splitBy(count: number, isTest: (index: number) => boolean): Split {
  const train: number[] = [];
  const test: number[] = [];
  for (let i = 0; i < count; i++) (isTest(i) ? test : train).push(i);
  return { train: Int32Array.from(train), test: Int32Array.from(test) };
}

/** One split a fold, from the fold number of each example. */
export function splitsOf(foldOf: ArrayLike<number>, folds: number): Split[] {
  return Array.from({ length: folds }, (_, fold) => splitBy(foldOf.length, (i) => foldOf[i] === fold));
}

/** The members of each group, in the order in which groups first appear. */
export function membersOf<T>(groups: ArrayLike<T>): Map<T, number[]> {
  const members = new Map<T, number[]>();
  for (let i = 0; i < groups.length; i++) {
    const list = members.get(groups[i]!);
    if (list) list.push(i);
    else members.set(groups[i]!, [i]);
  }
  return members;
}
