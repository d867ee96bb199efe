import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DataError, UsageError } from "@mebae/tensor";
import type { FileStore } from "@mebae/training";
import { assertWritable, folderFiles } from "@mebae/training/node";
import { FolderLock } from "./folderLock.js";

/** What must be equal for a run to go on. */
export type Settings = Readonly<Record<string, string | number | boolean | undefined>>;

interface State<T> {
  readonly settings: Settings;
  readonly parts: Record<string, T>;
}

/** What a finished run told last: the event "result". */
export type Result = Readonly<Record<string, unknown>>;

interface Finished {
  readonly settings: Settings;
  readonly result: Result;
}

const stateFile = "unfinished.json";
const finishedFile = "finished.json";
const checkpointFolder = "checkpoint";
const modelFile = "model.json";
const reportFile = "report.html";

/** What was in the folder before this run: nothing of a run, or one that was interrupted or has ended. */
export type Before = "nothing" | "interrupted" | "finished";

/**
 * The folder of a run, which no other process writes in before this is disposed of. An unfinished run leaves there what is done so far
 * and the checkpoint of what isn't; a finished one what it was.
 */
export class RunFolder<T> {
  readonly #files: FileStore;

  private constructor(
    readonly folder: string,
    readonly lock: FolderLock,
    readonly state: State<T>,
    readonly before: Before,
    /** Whether the run goes on that was interrupted. */
    readonly resumed: boolean,
    /** What the run resulted in that was to go on and has ended already: then there is nothing to do. */
    readonly finished?: Result,
  ) {
    this.#files = folderFiles(folder);
  }

  /**
   * Begins a run, or goes on with the one that was interrupted there.
   * @throws UsageError where the folder can't be written to, another process writes there, or the run before had
   *   other settings; DataError where its record is damaged.
   */
  static async open<T>(folder: string, settings: Settings, resume: boolean): Promise<RunFolder<T>> {
    await assertWritable(folder);
    const lock = await FolderLock.take(folder);
    try {
      return (
        (resume && (await RunFolder.#before<T>(folder, lock, settings))) ||
        new RunFolder<T>(folder, lock, { settings, parts: {} }, whatIsIn(folder), false).#begun()
      );
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  }

  /** The run that is there, interrupted or finished, with these settings. */
  static async #before<T>(
    folder: string,
    lock: FolderLock,
    settings: Settings,
  ): Promise<RunFolder<T> | undefined> {
    const files = folderFiles(folder);
    const unfinished = await files.read(stateFile);
    if (unfinished) {
      const state = parse<State<T>>(unfinished, join(folder, stateFile), "interrupted", "parts");
      refuseOthers(state.settings, settings, folder, "interrupted");
      return new RunFolder<T>(folder, lock, state, "interrupted", true);
    }
    const ended = await files.read(finishedFile);
    if (!ended) return undefined;
    const { settings: its, result } = parse<Finished>(
      ended,
      join(folder, finishedFile),
      "finished",
      "result",
    );
    refuseOthers(its, settings, folder, "finished");
    const kept = result["model"] === undefined ? [reportFile] : [modelFile, reportFile];
    if (!kept.every((name) => existsSync(join(folder, name)))) return undefined;
    return new RunFolder<T>(folder, lock, { settings, parts: {} }, "finished", false, result);
  }

  async #begun(): Promise<this> {
    await rm(join(this.folder, checkpointFolder), { recursive: true, force: true });
    await this.#write();
    await rm(join(this.folder, finishedFile), { force: true });
    return this;
  }

  [Symbol.dispose](): void {
    this.lock[Symbol.dispose]();
  }

  part(name: string): T | undefined {
    return this.state.parts[name];
  }

  /** Records a finished part; its checkpoint is of no more use, and large. */
  async keep(name: string, part: T): Promise<void> {
    this.state.parts[name] = part;
    await this.#write();
    await rm(this.#checkpointOf(name), { recursive: true, force: true });
  }

  /** Where the part of that name leaves what an interrupted run goes on with. */
  checkpoint(name: string): FileStore {
    return folderFiles(this.#checkpointOf(name));
  }

  #checkpointOf(name: string): string {
    return join(this.folder, checkpointFolder, name.replaceAll(" ", "-"));
  }

  /** Nothing is left to resume; what came of it is what `--resume` tells from now on. */
  async finish(result: Result): Promise<void> {
    const { settings } = this.state;
    await this.#files.write(finishedFile, encoded({ settings, result } satisfies Finished));
    await rm(join(this.folder, checkpointFolder), { recursive: true, force: true });
    await rm(join(this.folder, stateFile), { force: true });
  }

  async #write(): Promise<void> {
    await this.#files.write(stateFile, encoded(this.state));
  }
}

function encoded(record: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

/** What a run without `--resume` replaces. */
function whatIsIn(folder: string): Before {
  const has = (name: string) => existsSync(join(folder, name));
  // A run that failed before it had learned anything leaves its record alone.
  if (has(stateFile) && has(checkpointFolder)) return "interrupted";
  return [finishedFile, modelFile, reportFile].some(has) ? "finished" : "nothing";
}

/** A record with settings and what else it must have. */
function parse<R extends { readonly settings: Settings }>(
  bytes: Uint8Array,
  file: string,
  which: Before,
  other: Exclude<keyof R, "settings">,
): R {
  try {
    const record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<R>;
    if (record.settings && record[other]) return record as R;
  } catch {
    // Told below, as for JSON that is something else.
  }
  throw new DataError(`${file}: the record of the ${which} run is damaged; start anew without --resume`, {
    file,
  });
}

function refuseOthers(before: Settings, now: Settings, folder: string, which: Before): void {
  const same = which === "finished" ? "give another folder" : "give the same";
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (before[name] === now[name]) continue;
    throw new UsageError(
      `${folder}: the ${which} run had ${name} ${before[name] ?? "unset"}, this one has ${now[name] ?? "unset"}; ${same}, or start anew without --resume`,
      { folder, setting: name },
    );
  }
}
