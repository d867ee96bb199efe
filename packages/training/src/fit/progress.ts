import type { TrainingPlace } from "./checkpoint.js";
import type { EpochRecord } from "./events.js";

type ProgressPlace = Omit<TrainingPlace, "earlyStopping">;

/** How far a run has come: the numbers of a checkpoint, while they move. */
export class Progress {
  /** The epoch that runs, from 0. */
  epoch = 0;
  /** Its batches that are done. */
  batch = 0;
  step = 0;
  baseLearningRate: number;
  history: EpochRecord[] = [];
  #lossSum = 0;
  #lossCount = 0;
  #secondsBefore = 0;
  #began = performance.now();

  constructor(baseLearningRate: number) {
    this.baseLearningRate = baseLearningRate;
  }

  /** Time of training in all, earlier runs included. */
  get seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#began) / 1000;
  }

  /** Mean over the running epoch's examples whose loss was read. */
  get meanLoss(): number {
    return this.#lossSum / this.#lossCount;
  }

  addLoss(loss: number, examples: number): void {
    this.#lossSum += loss * examples;
    this.#lossCount += examples;
  }

  endEpoch(record: EpochRecord): void {
    this.history.push(record);
    this.epoch++;
    this.batch = 0;
    this.#lossSum = 0;
    this.#lossCount = 0;
  }

  place(
    run: Pick<TrainingPlace, "seed" | "batchSize" | "examples" | "sampling" | "learningRate">,
  ): ProgressPlace {
    const { epoch, batch, step, seconds, baseLearningRate, history } = this;
    const sums = { lossSum: this.#lossSum, lossCount: this.#lossCount };
    return { ...run, epoch, batch, step, ...sums, seconds, baseLearningRate, history };
  }

  resume(place: ProgressPlace): void {
    this.epoch = place.epoch;
    this.batch = place.batch;
    this.step = place.step;
    this.baseLearningRate = place.baseLearningRate;
    this.history = [...place.history];
    this.#lossSum = place.lossSum;
    this.#lossCount = place.lossCount;
    this.#secondsBefore = place.seconds;
    this.#began = performance.now();
  }
}
