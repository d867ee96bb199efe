import { Generator, UsageError } from "@mebae/tensor";
import { membersOf, type Split, type SplitOptions, splitBy, testCount } from "./split.js";

/**
 * Splits at random so that each class keeps its share in both parts, to within one example, and at least one for
 * training. Where the shares aren't whole, the classes with the largest remainders test one more.
 * @param labels the class of each example
 * @throws UsageError when a part would be empty, or a class has a single example
 */
export function stratifiedSplit(
  labels: ArrayLike<number | string>,
  { test, seed = 0 }: SplitOptions = {},
): Split {
  const wanted = testCount("stratifiedSplit", labels.length, test);
  const members = membersOf(labels);
  refuseSingles("stratifiedSplit", members);
  const generator = new Generator(seed).fold("stratifiedSplit");
  const shares = [...members.values()].map((list) => ({
    list,
    exact: (list.length * wanted) / labels.length,
  }));
  let left = wanted - shares.reduce((sum, { exact }) => sum + Math.floor(exact), 0);
  const chosen = new Set<number>();
  const byRemainder = [...shares].sort((a, b) => (b.exact % 1) - (a.exact % 1));
  for (const { list, exact } of byRemainder) {
    // Never the last example of a class: training needs one.
    const extra = left > 0 && Math.floor(exact) + 1 < list.length ? 1 : 0;
    left -= extra;
    const take = Math.floor(exact) + extra;
    for (const place of generator.fold(list[0]!).permutation(list.length).subarray(0, take))
      chosen.add(list[place]!);
  }
  return splitBy(labels.length, (i) => chosen.has(i));
}

/** A class with one example can't be learned and tested. */
export function refuseSingles(name: string, members: ReadonlyMap<number | string, readonly number[]>): void {
  for (const [label, { length }] of members) {
    if (length < 2)
      throw new UsageError(`${name}: class ${label} has a single example, so it can't be in both parts`, {
        label,
      });
  }
}
