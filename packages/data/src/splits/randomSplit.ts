import { Generator } from "@mebae/tensor";
import { type Split, type SplitOptions, splitBy, testCount } from "./split.js";

/** Splits `count` examples at random. @throws UsageError when a part would be empty. */
export function randomSplit(count: number, { test, seed = 0 }: SplitOptions = {}): Split {
  const wanted = testCount("randomSplit", count, test);
  const chosen = new Set(new Generator(seed).fold("randomSplit").permutation(count).subarray(0, wanted));
  return splitBy(count, (i) => chosen.has(i));
}
