import { Generator, UsageError } from "@mebae/tensor";
import {
  checkFolds,
  type FoldOptions,
  membersOf,
  type Split,
  type SplitOptions,
  splitBy,
  splitsOf,
  testCount,
} from "./split.js";

/** What an example belongs to: a patient, a machine, a day. */
export type Groups = ArrayLike<number | string>;

/**
 * Splits at random without splitting a group. The test part takes whole groups as long as that brings its size
 * nearer to the one wanted.
 * @throws UsageError when there are fewer than two groups, or a part would be empty
 */
export function groupSplit(groups: Groups, { test, seed = 0 }: SplitOptions = {}): Split {
  const wanted = testCount("groupSplit", groups.length, test);
  const members = [...membersOf(groups).values()];
  if (members.length < 2)
    throw new UsageError("groupSplit: all examples belong to one group, which can't be split");
  const chosen = new Set<number>();
  let size = 0;
  for (const place of new Generator(seed).fold("groupSplit").permutation(members.length)) {
    const { length } = members[place]!;
    const isNearer = Math.abs(size + length - wanted) < Math.abs(size - wanted);
    if (!isNearer || size + length >= groups.length) continue;
    chosen.add(place);
    size += length;
  }
  if (chosen.size === 0) chosen.add(smallest(members));
  const tested = new Set([...chosen].flatMap((place) => members[place]!));
  return splitBy(groups.length, (i) => tested.has(i));
}

function smallest(members: readonly number[][]): number {
  return members.reduce((best, list, i) => (list.length < members[best]!.length ? i : best), 0);
}

/**
 * K splits, every group testing as a whole in exactly one. Groups go, from the largest to the smallest and equal
 * ones in random order, to the fold that holds the fewest examples.
 * @throws UsageError when there are fewer groups than folds
 */
export function groupKFold(groups: Groups, { folds = 5, seed = 0 }: FoldOptions = {}): Split[] {
  const members = [...membersOf(groups).values()];
  checkFolds("groupKFold", folds, members.length, "groups");
  const order = Array.from(new Generator(seed).fold("groupKFold").permutation(members.length));
  order.sort((a, b) => members[b]!.length - members[a]!.length);
  const sizes = new Array<number>(folds).fill(0);
  const foldOf = new Int32Array(groups.length);
  for (const place of order) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const i of members[place]!) foldOf[i] = fold;
    sizes[fold]! += members[place]!.length;
  }
  return splitsOf(foldOf, folds);
}
