import { softmaxCrossEntropy } from "@mebae/losses";
import { adamW, type Optimizer } from "@mebae/optimizers";
import { Trainer, type TrainingEvent } from "@mebae/training";
import type { Points } from "../reports.js";
import { type Method, type Setup, totalSteps } from "../setup.js";
import { datasetOf, heldBack } from "./data.js";
import { forwardOf } from "./judge.js";
import { type Network, networkOf } from "./network.js";

const learningRate = 0.01;
const batchSize = 16;
/** Steps without a better validation loss after which early stopping gives up. */
const patientSteps = 200;

/** One of the six networks while it learns, a few steps at a time. */
export class Learner {
  readonly network: Network;
  readonly forward: ReturnType<typeof forwardOf>;
  /** Steps taken, or the step that early stopping went back to. */
  step = 0;
  /** Whether it learns no more. */
  isOver = false;
  hasStopped = false;
  problem: string | undefined;
  readonly #optimizer: Optimizer;
  readonly #events: AsyncGenerator<TrainingEvent, unknown>;
  readonly #stepsPerEpoch: number;

  constructor(
    readonly method: Method,
    setup: Setup,
    points: Points,
  ) {
    this.network = networkOf(method, setup);
    this.forward = forwardOf(this.network);
    const { model } = this.network;
    const weightDecay = method === "weightDecay" ? setup.weightDecay : 0;
    this.#optimizer = adamW(model.parameters(), { learningRate, weightDecay });
    const isEarly = method === "earlyStopping";
    const learned = points.count - (isEarly ? heldBack(points.count) : 0);
    const stepsPerEpoch = Math.ceil(learned / batchSize);
    this.#stepsPerEpoch = stepsPerEpoch;
    const trainer = new Trainer(model, {
      train: datasetOf(points, 0, learned),
      loss: softmaxCrossEntropy,
      optimizer: this.#optimizer,
      epochs: Math.ceil(totalSteps / stepsPerEpoch),
      batchSize,
      seed: setup.seed,
      readLossEvery: stepsPerEpoch,
      ...(isEarly && {
        validation: datasetOf(points, learned, points.count),
        earlyStopping: { patience: Math.ceil(patientSteps / stepsPerEpoch) },
      }),
    });
    this.#events = trainer.run();
  }

  /** Goes on until so many steps are taken, or it is over. What goes wrong is kept in `problem`. */
  async goTo(step: number): Promise<void> {
    try {
      while (!this.isOver && this.step < step) await this.#next();
    } catch (error) {
      this.isOver = true;
      this.problem = (error as Error).message;
    }
  }

  async #next(): Promise<void> {
    const { value, done } = await this.#events.next();
    if (done) {
      this.isOver = true;
      return;
    }
    const event = value as TrainingEvent;
    if (event.type === "step") this.step = event.step;
    if (event.type === "stop" && this.method === "earlyStopping") {
      this.hasStopped = true;
      // The best epoch's weights are back.
      this.step = event.bestEpoch * this.#stepsPerEpoch;
    }
  }

  /** Frees the network; where it hasn't ended yet, training stops here. */
  async dispose(): Promise<void> {
    await this.#events.return(undefined);
    this.#optimizer.dispose();
    this.forward.dispose();
    this.network.model.dispose();
  }
}
