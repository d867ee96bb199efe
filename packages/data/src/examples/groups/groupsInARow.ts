import { UsageError } from "@mebae/tensor";
import type { Dataset } from "../../dataset.js";
import { naturalOrder } from "../../sources/images/naturalOrder.js";
import { baseName, fileNames } from "./fileNames.js";

/**
 * Groups of pictures that were taken one after another: so many in a row, ordered by the names of their files ("9" before "10")
 * whatever their classes. A camera's numbers may have gaps, as only what is there is counted. A group is called as its first file.
 * @throws UsageError where the examples are no files, or the size is no whole number from 2 on.
 */
export function groupsInARow(dataset: Dataset, size: number): string[] {
  if (!Number.isInteger(size) || size < 2)
    throw new UsageError(`groupsInARow: size is a whole number from 2 on, not ${size}`);
  const names = fileNames(dataset);
  const order = Array.from(names.keys()).sort(
    (a, b) => naturalOrder(baseName(names[a]!), baseName(names[b]!)) || naturalOrder(names[a]!, names[b]!),
  );
  const groups = new Array<string>(names.length);
  for (const [rank, i] of order.entries()) groups[i] = names[order[rank - (rank % size)]!]!;
  return groups;
}
