import { batches, type Dataset } from "@mebae/data";
import { Key, scope, type Tensor, UsageError, type Variable, valueAndGrad } from "@mebae/tensor";
import type { Metric } from "../metrics/metric.js";
import type { Model } from "../model.js";
import { disposeSnapshot } from "../safetensors/variables.js";
import { breathe } from "./breathe.js";
import { checkOptions } from "./checkOptions.js";
import { assertSameRun, readCheckpoint, type TrainingPlace, writeCheckpoint } from "./checkpoint.js";
import { EarlyStopping } from "./earlyStopping.js";
import { defaultMetrics, evaluate } from "./evaluate.js";
import type { EpochRecord, FitResult, StepEvent, StopReason, TrainingEvent } from "./events.js";
import type { FitOptions } from "./options.js";
import { type Pace, Rate } from "./rate.js";
import { scaleTargets } from "./targets.js";

/**
 * One training run. `for await (const event of trainer.run())` drives it, step by step; listeners in `onEvent` hear
 * the same events. `fit` is this in one call.
 */
export class Trainer {
  readonly #model: Model;
  readonly #options: FitOptions;
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #metrics: readonly Metric[];
  readonly #train: Dataset;
  readonly #batchSize: number;
  readonly #seed: number;
  readonly #stepsPerEpoch: number;
  #baseLearningRate: number;
  #epoch = 0;
  #batch = 0;
  #step = 0;
  #lossSum = 0;
  #lossCount = 0;
  #history: EpochRecord[] = [];
  #secondsBefore = 0;
  #began = 0;
  #rate: Rate | undefined;
  #key: Key | undefined;
  #hasRun = false;
  #result: FitResult | undefined;

  /** @throws UsageError when an option is out of range or needs another one that is missing. */
  constructor(model: Model, options: FitOptions) {
    this.#model = model;
    this.#options = options;
    this.#batchSize = options.batchSize ?? 32;
    this.#seed = options.seed ?? 0;
    checkOptions(options);
    this.#variables = model.namedVariables();
    this.#metrics = options.metrics ?? defaultMetrics(options.train);
    this.#train = scaleTargets(options.train, options.targetScale);
    const { batchSize, dropLast = false } = { ...options, batchSize: this.#batchSize };
    const full = this.#train.length / batchSize;
    this.#stepsPerEpoch = dropLast ? Math.floor(full) : Math.ceil(full);
    if (this.#stepsPerEpoch === 0)
      throw new UsageError(`fit: ${options.train.name} has too few examples for a batch of ${batchSize}`);
    this.#baseLearningRate = options.optimizer.learningRate;
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
      this.#key.dispose();
      // The best epoch's weights count however training ends.
      stopping?.restore(this.#variables);
    }
    return this.#result!;
  }

  async *#events(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, void> {
    const { epochs, train, validation, optimizer, resume = false } = this.#options;
    if (resume) await this.#resume(stopping);
    this.#began = performance.now();
    this.#rate = new Rate(epochs * this.#stepsPerEpoch - this.#step);
    yield {
      type: "start",
      examples: train.length,
      validationExamples: validation?.length ?? 0,
      epochs,
      steps: epochs * this.#stepsPerEpoch,
      step: this.#step,
      parameters: optimizer.parameters.reduce((sum, { size }) => sum + size, 0),
    };
    let reason: StopReason = "finished";
    while (this.#epoch < epochs && reason === "finished") {
      if (stopping && this.#epoch > 0 && this.#batch === 0 && stopping.isOver(this.#epoch)) {
        reason = "earlyStopping";
        break;
      }
      if (!(yield* this.#steps(stopping))) {
        reason = "aborted";
        if (this.#options.checkpoint) yield await this.#save(stopping);
      } else yield* this.#endEpoch(stopping);
    }
    this.#result = this.#conclude(reason, stopping);
    yield { type: "stop", ...this.#result };
  }

  /** The steps of an epoch from where it stands; false when the signal stopped it. */
  async *#steps(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, boolean> {
    const { prepare, dropLast, signal, checkpoint } = this.#options;
    const loader = batches(this.#train, {
      batchSize: this.#batchSize,
      shuffle: true,
      seed: this.#seed,
      epoch: this.#epoch,
      start: this.#batch,
      dropLast,
      prepare,
    });
    if (signal?.aborted) return false;
    for await (const { x, t, indices } of loader) {
      const isSaved = checkpoint?.everySteps !== undefined && (this.#step + 1) % checkpoint.everySteps === 0;
      // A checkpoint is written of finite weights only, so the loss is read before.
      const loss = await this.#trainStep(x, t, isSaved);
      if (loss !== undefined) {
        this.#lossSum += loss * indices.length;
        this.#lossCount += indices.length;
      }
      yield this.#stepEvent(loss, this.#rate!.add(indices.length));
      const isLast = this.#batch === this.#stepsPerEpoch;
      if (isSaved && !isLast) yield await this.#save(stopping);
      await breathe();
      if (signal?.aborted && !isLast) return false;
    }
    return true;
  }

  /** One step of gradient descent; the loss, where it is read. */
  async #trainStep(x: Tensor, t: Tensor, mustRead: boolean): Promise<number | undefined> {
    const { optimizer, loss, augment, schedule, readLossEvery = 1 } = this.#options;
    if (schedule) optimizer.setLearningRate(this.#baseLearningRate * schedule(this.#step));
    const value = scope(() => {
      const key = this.#key!.fold(this.#step);
      const input = augment ? augment(x, key.fold("augment")) : x;
      const forwardKey = key.fold("forward");
      using result = valueAndGrad(
        () => loss(this.#model.forward(input, { training: true, key: forwardKey }), t),
        [...optimizer.parameters],
      );
      optimizer.step(result.gradients);
      return result.value.alias();
    });
    using _ = value;
    this.#step++;
    this.#batch++;
    if (!mustRead && this.#step % readLossEvery !== 0 && this.#batch < this.#stepsPerEpoch) return undefined;
    const read = await value.item();
    if (!Number.isFinite(read)) throw this.#diverged("the loss", read);
    return read;
  }

  async *#endEpoch(stopping: EarlyStopping | undefined): AsyncGenerator<TrainingEvent, void> {
    const { validation, loss, prepare, targetScale, optimizer, checkpoint, epochs } = this.#options;
    const measured = validation
      ? await evaluate(this.#model, validation, { loss, prepare, targetScale, metrics: this.#metrics })
      : undefined;
    const validationLoss = measured?.loss;
    if (validationLoss !== undefined && !Number.isFinite(validationLoss))
      throw this.#diverged("the validation loss", validationLoss);
    const metrics = (measured?.metrics ?? {}) as Record<string, number>;
    const record: EpochRecord = {
      epoch: this.#epoch + 1,
      step: this.#step,
      loss: this.#lossSum / this.#lossCount,
      ...(validationLoss !== undefined && { validationLoss }),
      metrics,
      learningRate: optimizer.learningRate,
      seconds: this.#seconds(),
    };
    this.#history.push(record);
    const isBest = stopping?.observe(record.epoch, { ...metrics, validationLoss }, this.#variables) ?? true;
    this.#epoch++;
    this.#batch = 0;
    this.#lossSum = 0;
    this.#lossCount = 0;
    yield { type: "epoch", epochs, isBest, ...record };
    if (checkpoint && (this.#epoch % (checkpoint.everyEpochs ?? 1) === 0 || this.#epoch === epochs))
      yield await this.#save(stopping);
  }

  #stepEvent(loss: number | undefined, { examplesPerSecond, secondsLeft }: Pace): StepEvent {
    const steps = this.#options.epochs * this.#stepsPerEpoch;
    const epoch = this.#epoch + 1;
    return { type: "step", epoch, step: this.#step, steps, loss, examplesPerSecond, secondsLeft };
  }

  async #save(stopping: EarlyStopping | undefined): Promise<TrainingEvent> {
    const { checkpoint, optimizer, train } = this.#options;
    const place: TrainingPlace = {
      seed: this.#seed,
      batchSize: this.#batchSize,
      examples: train.length,
      epoch: this.#epoch,
      batch: this.#batch,
      step: this.#step,
      lossSum: this.#lossSum,
      lossCount: this.#lossCount,
      seconds: this.#seconds(),
      baseLearningRate: this.#baseLearningRate,
      learningRate: optimizer.learningRate,
      history: this.#history,
      earlyStopping: stopping?.state,
    };
    const parts = { model: this.#variables, optimizer: optimizer.state() };
    await writeCheckpoint(checkpoint!.files, place, parts, stopping?.bestWeights);
    return { type: "checkpoint", epoch: this.#epoch + (this.#batch > 0 ? 1 : 0), step: this.#step };
  }

  async #resume(stopping: EarlyStopping | undefined): Promise<void> {
    const { checkpoint, optimizer, train } = this.#options;
    const parts = { model: this.#variables, optimizer: optimizer.state() };
    const run = { seed: this.#seed, batchSize: this.#batchSize, examples: train.length };
    const restored = await readCheckpoint(checkpoint!.files, parts, (place) => assertSameRun(place, run));
    if (!restored) return;
    const { place, best } = restored;
    this.#epoch = place.epoch;
    this.#batch = place.batch;
    this.#step = place.step;
    this.#lossSum = place.lossSum;
    this.#lossCount = place.lossCount;
    this.#history = [...place.history];
    this.#secondsBefore = place.seconds;
    this.#baseLearningRate = place.baseLearningRate;
    optimizer.setLearningRate(place.learningRate);
    if (stopping && place.earlyStopping) stopping.resume(place.earlyStopping, best);
    else disposeSnapshot(best);
  }

  #conclude(reason: StopReason, stopping: EarlyStopping | undefined): FitResult {
    return {
      history: this.#history,
      bestEpoch: stopping?.state.bestEpoch ?? this.#history.length,
      best: stopping?.state.best,
      reason,
      steps: this.#step,
      seconds: this.#seconds(),
    };
  }

  #seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#began) / 1000;
  }

  #diverged(what: string, value: number): UsageError {
    const epoch = this.#epoch + 1;
    const learningRate = this.#options.optimizer.learningRate;
    return new UsageError(
      `fit: ${what} became ${value} in epoch ${epoch}, step ${this.#step}; a learning rate below ${learningRate} may help`,
      { epoch, step: this.#step, loss: value },
    );
  }
}
