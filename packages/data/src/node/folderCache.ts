import { UsageError } from "@mebae/tensor";
import type { DownloadCache } from "../download/cache.js";

/**
 * Downloads in a folder. What has arrived of a file stands in NAME.part, its version in NAME.part.tag; a whole file is
 * written beside and renamed, so that a kill at any moment leaves the part or the whole file.
 * @throws UsageError naming the folder where it can't be written to.
 */
export function folderCache(folder: string): DownloadCache {
  const { appendFile, mkdir, readFile, rename, rm, stat, writeFile } =
    process.getBuiltinModule("node:fs/promises");
  const { dirname, join } = process.getBuiltinModule("node:path");
  const at = (name: string) => join(folder, name);
  const part = (name: string) => `${at(name)}.part`;
  const tagOf = (name: string) => `${part(name)}.tag`;
  const readIf = async (path: string) => {
    const bytes = await readFile(path).catch(absent);
    return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  };
  const writing = async (write: () => Promise<unknown>) => {
    try {
      await write();
    } catch (cause) {
      const { message } = cause as Error;
      throw new UsageError(`${folder}: downloads can't be kept there (${message})`, { folder, cause });
    }
  };
  return {
    read: (name) => readIf(at(name)),
    async part(name) {
      const found = await stat(part(name)).catch(absent);
      const tag = await readFile(tagOf(name), "utf8").catch(absent);
      return { bytes: found?.size ?? 0, tag };
    },
    append: (name, bytes, tag) =>
      writing(async () => {
        await mkdir(dirname(at(name)), { recursive: true });
        if (tag !== undefined) await writeFile(tagOf(name), tag);
        await appendFile(part(name), bytes);
      }),
    readPart: (name) => readIf(part(name)),
    async dropPart(name) {
      await rm(part(name), { force: true });
      await rm(tagOf(name), { force: true });
    },
    commit: (name, bytes) =>
      writing(async () => {
        const beside = `${at(name)}.${process.pid}.new`;
        await mkdir(dirname(at(name)), { recursive: true });
        await writeFile(beside, bytes);
        await rename(beside, at(name));
        await rm(part(name), { force: true });
        await rm(tagOf(name), { force: true });
      }),
  };
}

/** Where downloads are kept unless told otherwise: MEBAE_CACHE, or the platform's folder for caches. */
export function defaultCacheFolder(): string {
  const { homedir } = process.getBuiltinModule("node:os");
  const { join } = process.getBuiltinModule("node:path");
  const { MEBAE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (MEBAE_CACHE) return MEBAE_CACHE;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "mebae");
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "mebae", "Cache");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "mebae");
}

function absent(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return undefined;
  throw cause;
}
