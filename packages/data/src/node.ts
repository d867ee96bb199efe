import { badData } from "./place.js";
import { type OpenedData, type OpenOptions, openData } from "./sources/openData.js";
import { readClassNames } from "./sources/readCifar.js";
import { decodeText } from "./table/decodeText.js";

const problems: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "expected a file, found a directory",
  EACCES: "the file may not be read (permission denied)",
  EPERM: "the file may not be read (permission denied)",
  ENOTDIR: "a part of the path is no directory",
};

/**
 * The bytes of a file. @throws DataError naming it: missing, a directory, not readable, empty.
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw badData({ file: path }, problems[code] ?? `the file can't be read (${message})`, {}, cause);
  }
  if (bytes.length === 0) throw badData({ file: path }, "the file is empty");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

export interface LoadOptions extends Omit<OpenOptions, "labels" | "classes"> {
  /** Path of the labels of an IDX images file. */
  readonly labels?: string;
  /** Names of the classes, or the path of a text file with one a line. */
  readonly classes?: string | readonly string[];
}

/**
 * Opens a file by its content: a CSV gives a table, an IDX images file (with `labels`) or a CIFAR binary a data
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
