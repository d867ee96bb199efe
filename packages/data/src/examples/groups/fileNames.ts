import { UsageError } from "@mebae/tensor";
import type { Dataset } from "../../dataset.js";

/** The paths of examples that are files. @throws UsageError where they aren't. */
export function fileNames({ name, names }: Dataset): readonly string[] {
  if (names) return names;
  throw new UsageError(`${name}: groups are told by the names of files, and these examples are no files`);
}

/** "1.jpg" of "cat/1.jpg". */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
