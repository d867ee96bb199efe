import type { Examples } from "@mebae/data";
import type { FileStore, Learner } from "@mebae/training";
import { hash, identityOf, slug } from "./fingerprint.js";

/** A learner that learns from some rows and predicts others. */
export interface RunOfLearner {
  readonly learner: Learner;
  readonly train: Int32Array;
  readonly test: Int32Array;
  readonly seed: number;
  /** Where it stands among its like, for the file's name: "1-2". */
  readonly place: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What a run that was stopped leaves beside what its learner leaves: how long it had taken. */
const pauseFile = "pause.json";

/**
 * Runs of learners on examples, with what a store keeps of them: results of finished ones, and what interrupted ones go on
 * with. Kept is what equals a run in all that decides it: learner and settings, examples, rows and seed.
 */
export class RunStore {
  readonly #identity: readonly (string | number)[];

  /** @param kind what the results are of, for the files' names */
  constructor(
    readonly kind: string,
    readonly examples: Examples,
    readonly files: FileStore | undefined,
  ) {
    this.#identity = files ? identityOf(examples) : [];
  }

  /** What is kept of the run, unless it is of another one, or damaged: then it is computed anew. */
  async read(run: RunOfLearner): Promise<Record<string, unknown> | undefined> {
    const kept = parsed(await this.files?.read(this.#file(run)));
    return JSON.stringify(kept?.["key"]) === JSON.stringify(this.#key(run)) ? kept : undefined;
  }

  /** Keeps the result; what the run would have gone on with is of no more use, and large. */
  async write(run: RunOfLearner, result: object): Promise<void> {
    await this.files?.write(this.#file(run), bytesOf({ key: this.#key(run), ...result }));
    await this.#checkpoint(run)?.removeAll("");
  }

  /** Learns and predicts, or goes on with that where it was stopped; `seconds` are those of all attempts. */
  async learn(run: RunOfLearner, options: RunOptions): Promise<{ values: Float32Array; seconds: number }> {
    const { learner, train, test, seed } = run;
    const { signal, onProgress } = options;
    const checkpoint = this.#checkpoint(run);
    const before = Number(parsed(await checkpoint?.read(pauseFile))?.["seconds"] ?? 0);
    const start = performance.now();
    const seconds = () => before + (performance.now() - start) / 1000;
    try {
      const fitted = await learner.fit(this.examples, {
        ...{ rows: train, seed },
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
        ...(checkpoint && { checkpoint, resume: true }),
      });
      try {
        const values = await fitted.predict(fitted.prepared.examples(test));
        return { values, seconds: seconds() };
      } finally {
        fitted.dispose();
      }
    } catch (error) {
      if (signal?.aborted) await checkpoint?.write(pauseFile, bytesOf({ seconds: seconds() }));
      throw error;
    }
  }

  #key({ learner, train, test, seed }: RunOfLearner): readonly unknown[] {
    return [...this.#identity, learner.name, learner.settings ?? null, seed, hash(train), hash(test)];
  }

  #name({ learner, place }: RunOfLearner): string {
    return `${this.kind}-${slug(learner)}-${place}`;
  }

  #file(run: RunOfLearner): string {
    return `${this.#name(run)}.json`;
  }

  /** Files of this very run: those of another one, which it couldn't go on with, have other names. */
  #checkpoint(run: RunOfLearner): FileStore | undefined {
    const { files } = this;
    if (!files) return undefined;
    const own = (name: string) =>
      `${this.#name(run)}-${hash([JSON.stringify(this.#key(run))]).toString(16)}-${name}`;
    return {
      read: (name) => files.read(own(name)),
      write: (name, bytes) => files.write(own(name), bytes),
      removeAll: (prefix) => files.removeAll(own(prefix)),
    };
  }
}

function bytesOf(json: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

function parsed(bytes: Uint8Array | undefined): Record<string, unknown> | undefined {
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
