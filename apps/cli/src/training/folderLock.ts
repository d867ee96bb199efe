import { readFileSync, rmSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UsageError } from "@mebae/tensor";

/** The file that says which process writes in a folder. */
export const lockFile = "run.lock";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** The lock files that this process holds, with what it wrote into them: an end by a signal takes them away too. */
const held = new Map<string, string>();
process.once("exit", () => {
  for (const file of held.keys()) letGo(file);
});

/** That one process alone writes in a folder, until it is disposed of or the process ends. */
export class FolderLock {
  private constructor(readonly file: string) {}

  /**
   * Locks a folder that exists. A lock counts as left behind, and is taken over, where no process of its number
   * runs on this computer.
   * @throws UsageError naming the process that holds it
   */
  static async take(folder: string): Promise<FolderLock> {
    const file = join(folder, lockFile);
    const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner);
    for (;;) {
      if (await made(file, mine)) {
        held.set(file, mine);
        return new FolderLock(file);
      }
      const found = await contentOf(file);
      if (found === undefined) continue;
      const owner = ownerOf(found);
      if (owner && isHeld(owner, file)) throw heldBy(owner, folder, file);
      await takeAway(file, found);
    }
  }

  [Symbol.dispose](): void {
    letGo(this.file);
  }
}

/** Whether the file wasn't there and is made now. */
async function made(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** What a lock says; one that is being written is waited for. Undefined where it is gone. */
async function contentOf(file: string): Promise<string | undefined> {
  for (let tries = 0; ; tries++) {
    const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (content === undefined || ownerOf(content) || tries === 3) return content;
    await wait(100);
  }
}

function ownerOf(content: string): Owner | undefined {
  try {
    const { pid, host } = JSON.parse(content) as Partial<Owner>;
    if (Number.isSafeInteger(pid) && pid! > 0 && typeof host === "string") return { pid: pid!, host };
  } catch {
    // No JSON: the process was killed before it had written.
  }
  return undefined;
}

function isHeld({ pid, host }: Owner, file: string): boolean {
  // Whether a process runs on another computer can't be seen from here.
  if (host !== hostname()) return true;
  // Of a former process that had this one's number, as the first one of a container always has.
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user's.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function heldBy({ pid, host }: Owner, folder: string, file: string): UsageError {
  const where = host === hostname() ? "" : ` on the computer "${host}"`;
  return new UsageError(
    `${folder}: process ${pid}${where} is writing there; wait for it or give another folder (if it is no run of mebae, remove ${file})`,
    { folder, pid, host },
  );
}

/** Takes a lock away that was left behind, unless another process did so first and holds a new one. */
async function takeAway(file: string, stale: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    const taken = await readFile(aside, "utf8");
    if (taken !== stale) await made(file, taken);
    await rm(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Without waiting, as a process that ends can't. */
function letGo(file: string): void {
  const mine = held.get(file);
  held.delete(file);
  try {
    if (mine !== undefined && readFileSync(file, "utf8") === mine) rmSync(file);
  } catch {
    // Gone with its folder.
  }
}
