import { badData } from "../place.js";

/**
 * The bytes of a file. @throws DataError naming it: missing, a directory, not readable, empty.
 */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  const { readFile } = process.getBuiltinModule("node:fs/promises");
  const bytes = await readFile(path).catch((cause: unknown) => refuseFile(path, cause));
  if (bytes.length === 0) throw badData({ file: path }, "the file is empty");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Throws what the file system said about a path as a DataError. */
export function refuseFile(path: string, cause: unknown, what: "file" | "folder" = "file"): never {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const problems: Readonly<Record<string, string>> = {
    ENOENT: `there is no such ${what}`,
    EISDIR: "expected a file, found a directory",
    ENOTDIR: what === "folder" ? "expected a folder, found a file" : "a part of the path is no directory",
    EACCES: `the ${what} may not be read (permission denied)`,
    EPERM: `the ${what} may not be read (permission denied)`,
  };
  throw badData({ file: path }, problems[code] ?? `the ${what} can't be read (${message})`, {}, cause);
}
