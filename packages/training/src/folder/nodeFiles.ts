import { DataError, UsageError } from "@mebae/tensor";
import type { FileStore } from "./files.js";

const problems: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file of that name is in the way",
  EISDIR: "a folder of that name is in the way",
  ENOENT: "the folder was removed",
};

/**
 * A folder on the disk, made when the first file is written. A file is written beside the old one, flushed to the
 * disk and renamed over it, so that a kill or a power cut at any moment leaves the old file or the new one.
 * @throws UsageError from `write` and `removeAll` when the folder can't be written to; DataError from `read` when a file can't be read.
 */
export function folderFiles(folder: string): FileStore {
  const { join } = process.getBuiltinModule("node:path");
  const fs = process.getBuiltinModule("node:fs/promises");
  return {
    async read(name) {
      try {
        const bytes = await fs.readFile(join(folder, name));
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
      } catch (cause) {
        const { code = "", message } = cause as NodeJS.ErrnoException;
        if (code === "ENOENT") return undefined;
        const file = join(folder, name);
        throw new DataError(
          `${file}: the file can't be read (${problems[code] ?? message})`,
          { file },
          { cause },
        );
      }
    },
    async write(name, bytes) {
      try {
        await makeFolder(folder);
        await replaceFile(folder, name, bytes);
      } catch (cause) {
        throw unwritable(folder, cause);
      }
    },
    async removeAll(prefix) {
      try {
        for (const name of await fs.readdir(folder))
          if (name.startsWith(prefix)) await fs.rm(join(folder, name), { force: true });
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw unwritable(folder, cause);
      }
    },
  };
}

/**
 * Makes a folder and those above it. Node's own recursive mkdir never ends where a folder exists but refuses
 * children with ENOENT, as Linux's /proc does, so the missing parents are made one at a time.
 */
async function makeFolder(folder: string): Promise<void> {
  const { dirname } = process.getBuiltinModule("node:path");
  const fs = process.getBuiltinModule("node:fs/promises");
  const found = await fs.stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder && !(await fs.stat(parent).catch(() => undefined))) await makeFolder(parent);
  await fs.mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    // Made meanwhile by another run, unless a file is in the way.
    const made = error.code === "EEXIST" && (await fs.stat(folder)).isDirectory();
    if (!made) throw error;
  });
}

async function replaceFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const { join } = process.getBuiltinModule("node:path");
  const fs = process.getBuiltinModule("node:fs/promises");
  const temporary = join(folder, `.${name}.${process.pid}.tmp`);
  try {
    const file = await fs.open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(temporary, join(folder, name));
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(folder);
}

/** Makes the rename itself last; some systems don't let a folder be opened, and lose nothing else by it. */
async function flushFolder(folder: string): Promise<void> {
  const fs = process.getBuiltinModule("node:fs/promises");
  const handle = await fs.open(folder, "r").catch(() => undefined);
  if (!handle) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function unwritable(folder: string, cause: unknown): UsageError {
  const { code = "", syscall, message } = cause as NodeJS.ErrnoException;
  // Missing parents are made before, so that it isn't one of them that mkdir misses.
  const reason =
    code === "ENOENT" && syscall === "mkdir" ? "no folder can be made there" : (problems[code] ?? message);
  return new UsageError(`${folder}: the folder can't be written to (${reason})`, {
    folder,
    cause,
  });
}

/**
 * Throws now what writing at the end of a long run would throw: makes the folder, and a file in it that it removes.
 * @throws UsageError when the folder can't be written to.
 */
export async function assertWritable(folder: string): Promise<void> {
  const { join } = process.getBuiltinModule("node:path");
  const fs = process.getBuiltinModule("node:fs/promises");
  try {
    await makeFolder(folder);
    const probe = join(folder, `.probe.${process.pid}.tmp`);
    await fs.writeFile(probe, "");
    await fs.rm(probe);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}
