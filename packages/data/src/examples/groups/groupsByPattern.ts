import type { Dataset } from "../../dataset.js";
import { badData } from "../../place.js";
import { fileNames } from "./fileNames.js";

/**
 * Groups told from the files' paths: what the pattern's first brackets hold, or all that it matches where it has none.
 * /([a-z]+)_\d+/ groups cat/anna_1.jpg and dog/anna_2.jpg as "anna".
 * @throws UsageError where the examples are no files; DataError naming a file that the pattern doesn't match.
 */
export function groupsByPattern(dataset: Dataset, pattern: RegExp): string[] {
  const names = fileNames(dataset);
  // One that remembers where it stopped (g, y) would look at each path from there.
  const anywhere = new RegExp(pattern, pattern.flags.replaceAll(/[gy]/g, ""));
  const matches = names.map((name) => anywhere.exec(name));
  const missed = names.filter((_, i) => matches[i] === null);
  if (missed.length > 0) {
    const others = missed.length === 1 ? "" : `, nor ${missed.length - 1} more of ${names.length} files`;
    throw badData(
      { file: `${dataset.name}/${missed[0]}` },
      `the pattern ${anywhere} of the groups doesn't match this path, "${missed[0]}"${others}`,
    );
  }
  return matches.map((match) => match![1] ?? match![0]);
}
