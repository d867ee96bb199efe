import { readFileBytes } from "./node/readFileBytes.js";
import { type OpenedData, type OpenOptions, openData } from "./sources/openData.js";
import { readClassNames } from "./sources/readCifar.js";
import { decodeText } from "./table/decodeText.js";

export { defaultCacheFolder, folderCache } from "./node/folderCache.js";
export { querySql, type SqlOptions } from "./node/querySql.js";
export { readFileBytes } from "./node/readFileBytes.js";

export interface LoadOptions extends Omit<OpenOptions, "labels" | "classes"> {
  /** Path of the labels of an IDX images file. */
  readonly labels?: string;
  /** Names of the classes, or the path of a text file with one a line. */
  readonly classes?: string | readonly string[];
}

/**
 * Opens a file by its content: a CSV, JSON lines or a Parquet file gives a table, an IDX images file (with `labels`) or a CIFAR binary a data
 * set; gzipped or not. @throws DataError as readFileBytes and openData do.
 */
export async function loadDataset(path: string, options: LoadOptions = {}): Promise<OpenedData> {
  const { labels, classes, ...rest } = options;
  return openData(await named(path), {
    ...rest,
    ...(labels !== undefined && { labels: await named(labels) }),
    classes: typeof classes === "string" ? await classNames(classes) : classes,
  });
}

async function named(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: path, bytes: await readFileBytes(path) };
}

async function classNames(path: string): Promise<string[]> {
  return readClassNames(decodeText(await readFileBytes(path), path), { file: path });
}
