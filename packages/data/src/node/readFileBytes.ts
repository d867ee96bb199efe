import { badData } from "../place.js";

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
