import { Generator, UsageError } from "@mebae/tensor";
import { checkFolds, type FoldOptions, membersOf, type Split, splitsOf } from "./split.js";
import { refuseSingles } from "./stratifiedSplit.js";

export interface KFoldOptions extends FoldOptions {
  /** The class of each example; given, each fold keeps the classes' shares to within one example. */
  readonly labels?: ArrayLike<number | string>;
}

/**
 * K splits at random; every example tests in exactly one. Sizes of folds differ by one at most.
 * @throws UsageError at fewer than 2 folds, more than examples, labels of another count, or a class with a
 *   single example
 */
export function kFold(count: number, { folds = 5, seed = 0, labels }: KFoldOptions = {}): Split[] {
  checkFolds("kFold", folds, count);
  if (labels && labels.length !== count)
    throw new UsageError(`kFold: ${count} examples but ${labels.length} labels`);
  const generator = new Generator(seed).fold("kFold");
  const members = labels ? membersOf(labels) : new Map([[0, Array.from({ length: count }, (_, i) => i)]]);
  if (labels) refuseSingles("kFold", members);
  const foldOf = new Int32Array(count);
  // Dealing goes on where the class before stopped, which keeps classes and folds balanced at once.
  let next = 0;
  for (const list of members.values()) {
    for (const place of generator.fold(list[0]!).permutation(list.length))
      foldOf[list[place]!] = next++ % folds;
  }
  return splitsOf(foldOf, folds);
}
