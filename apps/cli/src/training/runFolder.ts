import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DataError, UsageError } from "@mebae/tensor";
import type { FileStore } from "@mebae/training";
import { folderFiles } from "@mebae/training/node";

/** What must be equal for a run to go on. */
export type Settings = Readonly<Record<string, string | number | boolean | undefined>>;

interface State<T> {
  readonly settings: Settings;
  readonly parts: Record<string, T>;
}

const stateFile = "unfinished.json";
const checkpointFolder = "checkpoint";

/** What an unfinished run leaves in its folder: what is done so far, and the checkpoint of what isn't. */
export class RunFolder<T> {
  readonly #files: FileStore;

  private constructor(
    readonly folder: string,
    readonly state: State<T>,
    /** Whether a run goes on that was interrupted. */
    readonly resumed: boolean,
  ) {
    this.#files = folderFiles(folder);
  }

  /**
   * Begins a run, or goes on with the one that was interrupted there.
   * @throws UsageError where that one had other settings, DataError where its record is damaged.
   */
  static async open<T>(folder: string, settings: Settings, resume: boolean): Promise<RunFolder<T>> {
    const bytes = resume ? await folderFiles(folder).read(stateFile) : undefined;
    if (!bytes) {
      const run = new RunFolder<T>(folder, { settings, parts: {} }, false);
      await rm(join(folder, checkpointFolder), { recursive: true, force: true });
      await run.#write();
      return run;
    }
    const state = parse<T>(bytes, join(folder, stateFile));
    refuseOthers(state.settings, settings, folder);
    return new RunFolder<T>(folder, state, true);
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

  /** Nothing is left to resume. */
  async finish(): Promise<void> {
    await rm(join(this.folder, checkpointFolder), { recursive: true, force: true });
    await rm(join(this.folder, stateFile), { force: true });
  }

  async #write(): Promise<void> {
    await this.#files.write(stateFile, new TextEncoder().encode(JSON.stringify(this.state)));
  }
}

function parse<T>(bytes: Uint8Array, file: string): State<T> {
  try {
    const state = JSON.parse(new TextDecoder().decode(bytes)) as Partial<State<T>>;
    if (state.settings && state.parts) return state as State<T>;
  } catch {
    // Told below, as for JSON that is something else.
  }
  throw new DataError(`${file}: the record of the interrupted run is damaged; start anew without --resume`, {
    file,
  });
}

function refuseOthers(before: Settings, now: Settings, folder: string): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (before[name] === now[name]) continue;
    throw new UsageError(
      `${folder}: the interrupted run had ${name} ${before[name] ?? "unset"}, this one has ${now[name] ?? "unset"}; give the same, or start anew without --resume`,
      { folder, setting: name },
    );
  }
}
