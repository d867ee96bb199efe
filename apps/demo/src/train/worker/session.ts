import type { Augmentation, Dataset } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import type { Optimizer } from "@mebae/optimizers";
import { type Backend, currentBackend } from "@mebae/tensor";
import { memoryFiles, rmseMetric, type TrainingEvent } from "@mebae/training";
import type { Ending, EpochFacts, Report } from "../report.js";
import type { Setup } from "../setup/setup.js";
import type { TrainingData } from "./data/trainingData.js";
import { endingOf } from "./ending.js";
import { factsOf, judgedOf } from "./epochFacts.js";
import { Judge } from "./judge.js";
import { buildModel } from "./model.js";
import { augmentationOf, lossOf, optimizerOf, scheduleOf } from "./optimization.js";
import { StepReports } from "./stepReports.js";
import { Viewer } from "./views/viewer.js";

/** One network and its training: it goes step by step, can rest between two, and can begin again from its checkpoint. */
export class Session {
  readonly viewer: Viewer;
  model!: Sequential;
  #optimizer!: Optimizer;
  #events: AsyncGenerator<TrainingEvent, unknown> | undefined;
  #backend!: Backend;
  #epochs: number;
  #isPausing = false;
  #isDriven = false;
  /** The last good state, at the end of each epoch. */
  readonly #files = memoryFiles();
  readonly #judge: Judge;
  readonly #judged: Dataset;
  readonly #steps: StepReports;
  /** Why there is no network to go on with, where making it anew failed. */
  #failure: unknown;
  /** How it came to rest. */
  #ending: Ending | undefined;
  /** The step of the checkpoint. */
  #safe = 0;
  step = 0;
  last: EpochFacts | undefined;

  private constructor(
    readonly setup: Setup,
    readonly data: TrainingData,
    readonly tell: (report: Report) => void,
    readonly augment: Augmentation | undefined,
  ) {
    this.#epochs = setup.optimization.epochs;
    this.viewer = new Viewer(data);
    this.#judge = new Judge(data.facts.task, data.outputs);
    this.#judged = judgedOf(data.train);
    this.#steps = new StepReports(tell);
    this.#build();
  }

  /** A session with its network as it is before training, whose reports go to `tell`. */
  static async begin(setup: Setup, data: TrainingData, tell: (report: Report) => void): Promise<Session> {
    const augment = await augmentationOf(setup.regularization, data.facts.kind === "image");
    return new Session(setup, data, tell, augment);
  }

  get stepsPerEpoch(): number {
    return Math.ceil(this.data.train.length / this.setup.optimization.batchSize);
  }

  /** A fresh network on the backend of this moment, with the checkpoint's weights once training begins. */
  #build(): void {
    this.#backend = currentBackend();
    this.model = buildModel(this.setup, this.data.facts.inputShape, this.data.outputs);
    this.#optimizer = optimizerOf(this.setup, this.model.parameters());
    this.#events = undefined;
  }

  /** The network's training from here on. */
  async #begin(): Promise<AsyncGenerator<TrainingEvent, unknown>> {
    const { Trainer } = await import("./training.js");
    const { setup, data, augment } = this;
    const { optimization, regularization, seed } = setup;
    const { task } = data.facts;
    const { patience } = regularization;
    const schedule = scheduleOf(setup, this.#epochs * this.stepsPerEpoch);
    const trainer = new Trainer(this.model, {
      train: data.train,
      validation: data.validation,
      loss: lossOf(task, regularization),
      optimizer: this.#optimizer,
      epochs: this.#epochs,
      batchSize: optimization.batchSize,
      seed,
      metrics: task === "classification" ? [this.#judge] : [this.#judge, rmseMetric],
      checkpoint: { files: this.#files },
      resume: true,
      ...(data.prepare && { prepare: data.prepare }),
      ...(data.targetScale && { targetScale: data.targetScale }),
      ...(augment && { augment }),
      ...(schedule && { schedule }),
      ...(patience > 0 && { earlyStopping: { patience } }),
    });
    return trainer.run();
  }

  /** Frees the network, as far as its device still knows it. It must not be driven any more. */
  async dispose(): Promise<void> {
    await this.#events?.return(undefined).catch(() => undefined);
    try {
      this.#optimizer.dispose();
      this.model.dispose();
    } catch {
      // A device that was lost has freed everything already.
    }
  }

  /** Begins again from the last epoch's end, on the backend of this moment. What goes wrong is told when it is driven. */
  async rebuild(): Promise<void> {
    await this.dispose();
    try {
      this.#build();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
    this.step = this.#safe;
    this.tell({ type: "back", step: this.step });
  }

  /** Trains as many epochs again. */
  async extend(): Promise<void> {
    this.#epochs += this.setup.optimization.epochs;
    await this.rebuild();
  }

  pause(): void {
    this.#isPausing = true;
  }

  /** Trains until it is paused, has finished or fails; with `isSingle` for one step. */
  async drive(isSingle: boolean): Promise<void> {
    if (this.#isDriven) return;
    this.#isDriven = true;
    this.#isPausing = isSingle;
    let ending = await this.#attempt();
    // Another device was chosen meanwhile: on with it.
    while (isBroken(ending) && this.#backend !== currentBackend()) {
      await this.rebuild();
      ending = await this.#attempt();
    }
    this.#isDriven = false;
    this.#steps.flush();
    this.#end(isBroken(ending) ? ending : await this.#show(ending));
  }

  /**
   * Looks after a network that rests: on an engine that isn't that of this moment it is brought over, as it was at the last
   * epoch's end; on a device that was lost it tells so.
   */
  async settle(): Promise<void> {
    if (this.#isDriven) return;
    this.#isDriven = true;
    try {
      if (this.#backend === currentBackend()) await this.#backend.ready?.();
      else await this.#bringOver();
    } catch (error) {
      const ending = endingOf(error, this.#safe > 0);
      // What had finished is finished still when it is brought over.
      this.#ending ??= ending;
      this.tell({ type: "end", ending });
    }
    this.#isDriven = false;
  }

  async #bringOver(): Promise<void> {
    const before = this.#ending;
    await this.rebuild();
    if (this.#failure) throw this.#failure;
    // Without a checkpoint it is as it was made, and what trains needn't be fetched yet.
    if (this.#safe > 0) await this.#restore(before?.kind === "finished");
    this.tell({ type: "view", view: await this.viewer.look(this.model) });
    if (before) this.#end(before.kind === "lost" ? { kind: "paused" } : before);
  }

  /** Gives the network the checkpoint's weights, by a training's first event, or the best ones, by its end. */
  async #restore(hasFinished: boolean): Promise<void> {
    this.#events = await this.#begin();
    if (hasFinished) await this.#attempt();
    else await this.#take((await this.#events.next()).value as TrainingEvent);
  }

  #end(ending: Ending): void {
    this.#ending = ending;
    this.tell({ type: "end", ending });
  }

  /** Tells what there is to see where training rests; another ending, where that can't be computed any more. */
  async #show(ending: Ending): Promise<Ending> {
    try {
      this.tell({ type: "view", view: await this.viewer.look(this.model) });
      return ending;
    } catch (error) {
      return endingOf(error, this.#safe > 0);
    }
  }

  async #attempt(): Promise<Ending> {
    try {
      if (this.#failure) throw this.#failure;
      const events = (this.#events ??= await this.#begin());
      for (;;) {
        const { value: event, done } = (await events.next()) as IteratorResult<TrainingEvent>;
        if (done) return { kind: "paused" };
        const ending = await this.#take(event);
        if (ending) return ending;
      }
    } catch (error) {
      return endingOf(error, this.#safe > 0);
    }
  }

  /** Tells of an event; the ending, where training rests after it. */
  async #take(event: TrainingEvent): Promise<Ending | undefined> {
    if (event.type === "start") this.#steps.begin(event);
    if (event.type === "step") {
      this.step = event.step;
      this.#steps.add(event, this.#epochs);
      const isEpochsEnd = event.step % this.stepsPerEpoch === 0;
      if (this.#isPausing && !isEpochsEnd) return { kind: "paused" };
      if (this.viewer.isDue) this.tell({ type: "view", view: await this.viewer.look(this.model) });
    }
    if (event.type === "epoch") {
      this.#steps.flush();
      const facts = await factsOf(event, this.model, this.data, this.#judged);
      this.last = facts;
      this.tell({ type: "epoch", facts, judged: this.#judge.view() });
    }
    if (event.type === "checkpoint") {
      this.#safe = this.step;
      if (this.#isPausing && event.epoch < this.#epochs) return { kind: "paused" };
    }
    if (event.type === "stop" && event.reason !== "aborted")
      return { kind: "finished", reason: event.reason, bestEpoch: event.bestEpoch };
    return undefined;
  }
}

const isBroken = ({ kind }: Ending) => kind === "failed" || kind === "lost";
