import type { Dataset, Example, Examples, Prepared } from "@mebae/data";
import type { EpochRecord, RecipeSettings } from "@mebae/training";
import type { CalibrationOrigin } from "../calibration/calibrationFile.js";
import type { Io } from "../io.js";
import type { RecipeName } from "../learners/recipeLearner.js";
import type { Output } from "../output.js";
import { PartProgress, Progress } from "../progress.js";
import { TimeLeft } from "../timeLeft.js";
import type { Judgement } from "./judgement.js";
import type { GivenNetwork, PartListeners, TrainedPart } from "./part.js";
import type { RunFolder } from "./runFolder.js";
import { trainByRecipe } from "./trainByRecipe.js";
import { trainNetwork } from "./trainNetwork.js";

/** What a run of `mebae train` knows from beginning to end. */
export interface Job {
  readonly io: Io;
  readonly output: Output;
  readonly source: Examples;
  /** "network" is a single one, whose epochs can be followed. */
  readonly recipe: RecipeName | "network";
  readonly settings: RecipeSettings;
  readonly budgetSeconds?: number | undefined;
  readonly seed: number;
  readonly given?: GivenNetwork;
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
  /** The same for whoever calibrates by them. */
  readonly origin: CalibrationOrigin;
  describe(index: number): Example;
}

/** Trains one network of the job, or by its recipe, and shows how it goes. @throws Interrupted by Ctrl-C */
export async function trainJobPart(
  job: Job,
  name: string,
  train: ArrayLike<number>,
  held?: (prepared: Prepared) => Dataset,
): Promise<TrainedPart> {
  const { io, source, recipe, settings, budgetSeconds, seed, given, run } = job;
  const checkpoint = run.checkpoint(name);
  const progress = new Following(job, name);
  const options = {
    ...{ source, train, settings, budgetSeconds, seed, checkpoint, progress },
    ...(given && { given }),
    ...{ resume: run.resumed, signal: io.signal },
  };
  try {
    return recipe === "network" ? await trainNetwork(options, held) : await trainByRecipe(options, recipe);
  } finally {
    progress.clear();
  }
}

/** Shows on standard error how the training of a part goes, and tells it as events. */
class Following implements PartListeners {
  readonly #epochs: Progress;
  readonly #parts: PartProgress;
  readonly #label: string;
  readonly #timeLeft: TimeLeft;
  #told = 0;

  constructor(
    readonly job: Job,
    readonly name: string,
  ) {
    this.#label = name === "model" ? "" : `${name}, `;
    this.#epochs = new Progress(job.io, this.#label);
    this.#parts = new PartProgress(job.io);
    this.#timeLeft = new TimeLeft([{ name, budgetSeconds: job.budgetSeconds }], 1);
  }

  readonly onEvent: PartListeners["onEvent"] = (event) => {
    this.#epochs.listen(event);
    if (event.type === "epoch")
      this.job.output.event({ event: "epoch", part: this.name, ...event, type: undefined });
  };

  readonly onPart = (done: number): void => {
    const secondsLeft = this.#timeLeft.after({ learner: this.name, done });
    this.#parts.show(`${this.#label}training`, done, secondsLeft);
    const percent = Math.floor(100 * done);
    if (percent === this.#told) return;
    this.#told = percent;
    this.job.output.event({ event: "progress", part: this.name, done, secondsLeft });
  };

  clear(): void {
    this.#epochs.clear();
    this.#parts.clear();
  }
}
