import type { Dataset, Example, Examples, Prepared } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import type { EpochRecord, FitResult, RecipeSettings } from "@mebae/training";
import type { Io } from "../io.js";
import type { Output } from "../output.js";
import { Progress } from "../progress.js";
import type { Judgement } from "./judgement.js";
import type { RunFolder } from "./runFolder.js";
import { type TrainedPart, trainPart } from "./trainPart.js";

/** What a run of `mebae train` knows from beginning to end. */
export interface Job {
  readonly io: Io;
  readonly output: Output;
  readonly source: Examples;
  readonly settings: RecipeSettings;
  readonly seed: number;
  readonly given?: { readonly path: string; readonly make: (seed: number) => Sequential };
  readonly run: RunFolder<KeptFold>;
}

/** What is kept of a fold: its outputs on the examples held out, row-major. */
export interface KeptFold {
  readonly outputs: readonly number[];
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
}

/** How a job ended: a network, and what it and its like do on examples held out. */
export interface Outcome {
  readonly trained: TrainedPart;
  readonly judgement: Judgement;
  /** The figures of each fold. */
  readonly folds?: readonly Readonly<Record<string, number>>[];
  /** The curves to show. */
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
  /** How the judged examples are called in words. */
  readonly heldOut: string;
  describe(index: number): Example;
}

/** Thrown where Ctrl-C ended the training of a part; its checkpoint is written. */
export class Interrupted extends Error {
  constructor(readonly result: FitResult) {
    super("interrupted");
  }
}

/** Trains one network of the job, shows how it goes, and checks that it came to its end. */
export async function trainJobPart(
  job: Job,
  name: string,
  train: ArrayLike<number>,
  held?: (prepared: Prepared) => Dataset,
): Promise<TrainedPart> {
  const { io, output, source, settings, seed, given, run } = job;
  const progress = new Progress(io, name === "model" ? "" : `${name}, `);
  const onEvent: Parameters<typeof trainPart>[0]["onEvent"] = (event) => {
    progress.listen(event);
    if (event.type === "epoch") output.event({ event: "epoch", part: name, ...event, type: undefined });
  };
  const checkpoint = run.checkpoint(name.replaceAll(" ", "-"));
  const options = {
    source,
    train,
    settings,
    seed,
    checkpoint,
    resume: run.resumed,
    signal: io.signal,
    onEvent,
  };
  const trained = await trainPart({ ...options, ...(given && { given }) }, held);
  if (trained.result.reason === "aborted") throw new Interrupted(trained.result);
  return trained;
}
