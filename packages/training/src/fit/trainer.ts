import { type Batch, type Dataset, Loader } from "@mebae/data";
import { type Compiled, Key, scope, UsageError, type Variable } from "@mebae/tensor";
import type { Metric } from "../metrics/metric.js";
import type { Model } from "../model.js";
import { disposeSnapshot } from "../safetensors/variables.js";
import { type Augmenter, augmenter } from "./augmenter.js";
import { breathe } from "./breathe.js";
import { checkOptions, checkParameters } from "./checkOptions.js";
import { assertSameRun, readCheckpoint, type TrainingPlace, writeCheckpoint } from "./checkpoint.js";
import { EarlyStopping } from "./earlyStopping.js";
import { defaultMetrics, type EvaluationStep, evaluationStep, measure } from "./evaluate.js";
import type { EpochRecord, FitResult, StepEvent, StopReason, TrainingEvent } from "./events.js";
import type { FitOptions } from "./options.js";
import { Progress } from "./progress.js";
import { Rate } from "./rate.js";
import { mostAhead, StepsAhead, type StepTaken } from "./stepsAhead.js";
import { scaleTargets } from "./targets.js";
import { type TrainStep, trainStep } from "./trainStep.js";

/**
 * One training run. `for await (const event of trainer.run())` drives it, step by step; listeners in `onEvent` hear
 * the same events. `fit` is this in one call.
 */
export class Trainer {
  readonly #options: FitOptions;
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #metrics: readonly Metric[];
  readonly #train: Dataset;
  readonly #batchSize: number;
  readonly #seed: number;
  readonly #loader: Loader;
  readonly #progress: Progress;
  readonly #augmenter: Augmenter;
  readonly #step: Compiled<TrainStep>;
  readonly #evaluation: Compiled<EvaluationStep>;
  #rate: Rate | undefined;
  #key: Key | undefined;
  #hasRun = false;
  #result: FitResult | undefined;

  /** @throws UsageError when an option is out of range or needs another one that is missing. */
  constructor(model: Model, options: FitOptions) {
    this.#options = options;
    this.#batchSize = options.batchSize ?? 32;
    this.#seed = options.seed ?? 0;
    checkOptions(options);
    this.#variables = model.namedVariables();
    checkParameters(options.optimizer, this.#variables);
    this.#metrics = options.metrics ?? defaultMetrics(options.train);
    this.#train = scaleTargets(options.train, options.targetScale);
    this.#augmenter = augmenter(options);
    this.#loader = new Loader(this.#train, {
      batchSize: this.#batchSize,
      sampling: options.sampling ?? "shuffled",
      seed: this.#seed,
      ...(options.dropLast !== undefined && { dropLast: options.dropLast }),
      ...(options.workers !== undefined && { workers: options.workers }),
      ...(this.#augmenter.prepare && { prepare: this.#augmenter.prepare }),
    });
    if (this.#loader.length === 0)
      throw new UsageError(
        `fit: ${options.train.name} has too few examples for a batch of ${this.#batchSize}`,
      );
    this.#progress = new Progress(options.optimizer.learningRate);
    this.#step = trainStep(model, options.loss, options.optimizer, options.compile);
    this.#evaluation = evaluationStep(model, options.loss, options.compile);
  }

  /** What the run came to; undefined until it has stopped. */
  get result(): FitResult | undefined {
    return this.#result;
  }

  /**
   * Trains, and yields each event when it has happened. Leaving the loop stops training where it is.
   * @throws UsageError when the loss is not finite, naming epoch and step; DataError when a checkpoint doesn't fit.
   */
  async *run(): AsyncGenerator<TrainingEvent, FitResult> {
    if (this.#hasRun) throw new UsageError("Trainer: run() was called before; make a new Trainer");
    this.#hasRun = true;
    this.#key = new Key(this.#seed);
    const { earlyStopping, onEvent } = this.#options;
    using stopping = earlyStopping && new EarlyStopping(earlyStopping, this.#metrics);
    try {
      for await (const event of this.#events(stopping)) {
        onEvent?.(event);
        yield event;
      }
    } finally {
      // Whoever leaves the loop, or an error that ends it, gets the best epoch's weights too.
      stopping?.restore(this.#variables);
      this.#loader[Symbol.dispose]();
      this.#step.dispose();
      this.#evaluation.dispose();
    }
    return this.#result!;
  }

  async *#events(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, void> {
    const { epochs, train, validation, optimizer, resume = false } = this.#options;
    if (resume) await this.#resume(stopping);
    this.#rate = new Rate(epochs * this.#loader.length - this.#progress.step);
    yield {
      type: "start",
      examples: train.length,
      validationExamples: validation?.length ?? 0,
      epochs,
      steps: epochs * this.#loader.length,
      step: this.#progress.step,
      parameters: optimizer.parameters.reduce((sum, { size }) => sum + size, 0),
    };
    let reason: StopReason = "finished";
    while (this.#progress.epoch < epochs && reason === "finished") {
      if (stopping?.isOver(this.#progress.epoch)) {
        reason = "earlyStopping";
        break;
      }
      if (!(yield* this.#steps(stopping))) {
        reason = "aborted";
        if (this.#options.checkpoint) yield await this.#save(stopping);
      } else yield* this.#endEpoch(stopping);
    }
    stopping?.restore(this.#variables);
    this.#result = this.#conclude(reason, stopping);
    yield { type: "stop", ...this.#result };
  }

  /** The steps of an epoch from where it stands; false when the signal stopped it. */
  async *#steps(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, boolean> {
    const { signal, checkpoint } = this.#options;
    if (signal?.aborted) return false;
    const ahead = new StepsAhead();
    for await (const batch of this.#loader.epoch(this.#progress.epoch, { start: this.#progress.batch })) {
      const { taken, most } = await this.#trainStep(batch);
      ahead.push(taken);
      const isSaved =
        checkpoint?.everySteps !== undefined && this.#progress.step % checkpoint.everySteps === 0;
      const isLast = this.#progress.batch === this.#loader.length;
      // A checkpoint is written of finite weights only, so the losses are read before.
      for (const each of ahead.beyond(isSaved || isLast ? 0 : most)) yield await this.#tell(each);
      if (isSaved && !isLast) yield await this.#save(stopping);
      await breathe();
      if (signal?.aborted && !isLast) {
        for (const each of ahead.beyond(0)) yield await this.#tell(each);
        return false;
      }
    }
    return true;
  }

  /** One step of gradient descent, and how many may be ahead of their losses. */
  async #trainStep(batch: Batch): Promise<{ taken: StepTaken; most: number }> {
    const { optimizer, schedule, readLossEvery = 1, checkpoint } = this.#options;
    if (schedule) optimizer.setLearningRate(this.#progress.baseLearningRate * schedule(this.#progress.step));
    const key = this.#key!;
    const { epoch, step } = this.#progress;
    const value = scope(() => {
      const { x, t } = this.#augmenter.change(batch, key, { epoch, step });
      return this.#step(x, t, key.fold(step).fold("forward"));
    });
    this.#progress.step++;
    this.#progress.batch++;
    const every = [readLossEvery, checkpoint?.everySteps ?? readLossEvery];
    const isRead =
      this.#progress.batch === this.#loader.length || every.some((n) => this.#progress.step % n === 0);
    if (!isRead) await value.backend.ready?.();
    const loss = isRead ? value.item().finally(() => value.dispose()) : undefined;
    if (!isRead) value.dispose();
    const taken = { step: this.#progress.step, examples: batch.indices.length, loss };
    return { taken, most: value.backend.readSync ? 0 : mostAhead };
  }

  /** The event of a step, once its loss has come. */
  async #tell({ step, examples, loss: reading }: StepTaken): Promise<StepEvent> {
    const loss = await reading;
    if (loss !== undefined) {
      if (!Number.isFinite(loss)) throw this.#diverged("the loss", loss, step);
      this.#progress.addLoss(loss, examples);
    }
    const steps = this.#options.epochs * this.#loader.length;
    const epoch = this.#progress.epoch + 1;
    return { type: "step", epoch, step, steps, loss, ...this.#rate!.add(examples) };
  }

  async *#endEpoch(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, void> {
    const { validation, loss, prepare, targetScale, optimizer, checkpoint, epochs } = this.#options;
    const measured = validation
      ? await measure(this.#evaluation, validation, { loss, prepare, targetScale, metrics: this.#metrics })
      : undefined;
    const validationLoss = measured?.loss;
    if (validationLoss !== undefined && !Number.isFinite(validationLoss))
      throw this.#diverged("the validation loss", validationLoss);
    const metrics = (measured?.metrics ?? {}) as Record<string, number>;
    const record: EpochRecord = {
      epoch: this.#progress.epoch + 1,
      step: this.#progress.step,
      loss: this.#progress.meanLoss,
      ...(validationLoss !== undefined && { validationLoss }),
      metrics,
      learningRate: optimizer.learningRate,
      seconds: this.#progress.seconds,
    };
    const isBest = stopping?.observe(record.epoch, { ...metrics, validationLoss }, this.#variables) ?? true;
    this.#progress.endEpoch(record);
    yield { type: "epoch", epochs, isBest, ...record };
    if (
      checkpoint &&
      (this.#progress.epoch % (checkpoint.everyEpochs ?? 1) === 0 || this.#progress.epoch === epochs)
    )
      yield await this.#save(stopping);
  }

  async #save(stopping: EarlyStopping | undefined): Promise<TrainingEvent> {
    const { checkpoint, optimizer } = this.#options;
    const run = { ...this.#run(), learningRate: optimizer.learningRate };
    const place = { ...this.#progress.place(run), earlyStopping: stopping?.state };
    const parts = { model: this.#variables, optimizer: this.#moments() };
    const broken = await writeCheckpoint(checkpoint!.files, place, parts, stopping?.bestWeights);
    if (broken) throw this.#diverged(`"${broken.name}"`, broken.value);
    return {
      type: "checkpoint",
      epoch: this.#progress.epoch + (this.#progress.batch > 0 ? 1 : 0),
      step: this.#progress.step,
    };
  }

  async #resume(stopping: EarlyStopping | undefined): Promise<void> {
    const { checkpoint, optimizer } = this.#options;
    const parts = { model: this.#variables, optimizer: this.#moments() };
    const check = (place: TrainingPlace) => assertSameRun(place, this.#run());
    const restored = await readCheckpoint(checkpoint!.files, parts, check);
    if (!restored) return;
    const { place, best } = restored;
    this.#progress.resume(place);
    optimizer.setLearningRate(place.learningRate);
    if (stopping && place.earlyStopping) stopping.resume(place.earlyStopping, best);
    else disposeSnapshot(best);
  }

  #conclude(reason: StopReason, stopping: EarlyStopping | undefined): FitResult {
    return {
      history: this.#progress.history,
      bestEpoch: stopping?.state.bestEpoch ?? this.#progress.history.length,
      best: stopping?.state.best,
      reason,
      steps: this.#progress.step,
      seconds: this.#progress.seconds,
    };
  }

  /** Without the learning rate, whose dtype is the widest that an engine has: the place in training has it. */
  #moments(): ReadonlyMap<string, Variable> {
    const state = new Map(this.#options.optimizer.state());
    state.delete("learningRate");
    return state;
  }

  /** What a resumed run must share with the one that it goes on with. */
  #run() {
    const { sampling = "shuffled" } = this.#options;
    return { seed: this.#seed, batchSize: this.#batchSize, examples: this.#train.length, sampling };
  }

  #diverged(what: string, value: number, step = this.#progress.step): UsageError {
    const epoch = this.#progress.epoch + 1;
    const learningRate = this.#options.optimizer.learningRate;
    return new UsageError(
      `fit: ${what} became ${value} in epoch ${epoch}, step ${step}; a learning rate below ${learningRate} may help`,
      { epoch, step, loss: value },
    );
  }
}
