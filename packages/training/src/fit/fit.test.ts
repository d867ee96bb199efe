import { Dataset } from "@mebae/data";
import { add, memory, mul, type Tensor, useFinalizer } from "@mebae/tensor";
import { afterEach, describe, expect, test } from "vitest";
import { memoryFiles } from "../folder/files.js";
import { r2Metric } from "../metrics/metrics.js";
import { squaredError, TinyModel, TinyMomentum } from "../testing/tinyModel.js";
import { type Changes, run, timeless, train, validation } from "../testing/tinyRun.js";
import { evaluate } from "./evaluate.js";
import type { TrainingEvent } from "./events.js";
import { fit } from "./fit.js";
import { predict } from "./predict.js";
import { Trainer } from "./trainer.js";

async function collect(changes: Changes): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  await run({ ...changes, onEvent: (event) => events.push(event) });
  return events;
}

test("learns a line, in the target's own unit", async () => {
  using model = new TinyModel(2, 1);
  using optimizer = new TinyMomentum(model.parameters(), 0.05);
  const targetScale = { mean: 3, standardDeviation: 1.3 };
  const result = await fit(model, {
    train,
    validation,
    loss: squaredError,
    optimizer,
    epochs: 30,
    batchSize: 8,
    targetScale,
  });
  const { metrics } = await evaluate(model, validation, { targetScale });
  expect(metrics["r2"]).toBeGreaterThan(0.98);
  expect(metrics["rmse"]).toBeLessThan(0.15);
  expect(metrics).toEqual(result.history.at(-1)!.metrics);
  const predictions = await predict(model, validation, { targetScale, batchSize: 7 });
  expect([predictions.length, predictions.width]).toEqual([20, 1]);
  const { values } = validation.target as { values: Float32Array };
  for (const [i, value] of predictions.outputs.entries())
    expect(Math.abs(value - values[i]!)).toBeLessThan(0.5);
});

test("an optimizer of another model is refused, which would train nothing", async () => {
  using model = new TinyModel(2, 1);
  using other = new TinyModel(2, 1);
  using optimizer = new TinyMomentum(other.parameters(), 0.05);
  const options = { train, loss: squaredError, optimizer, epochs: 1 };
  await expect(fit(model, options)).rejects.toThrow("fit: the optimizer has none of this model's parameters");
});

test("predict needs no target, and takes an empty data set", async () => {
  using model = new TinyModel(2, 3);
  const unlabeled = new Dataset({ name: "x", features: { data: Float32Array.of(1, 2, 3, 4), shape: [2] } });
  const predictions = await predict(model, unlabeled);
  expect(predictions.labels()).toHaveLength(2);
  const [a, b, c] = predictions.probabilities();
  expect(a! + b! + c!).toBeCloseTo(1, 12);
  expect((await predict(model, unlabeled.subset([]))).outputs).toHaveLength(0);
});

test("the same seed gives the same bits, another seed others", async () => {
  const first = await run();
  const again = await run();
  expect(again.state).toEqual(first.state);
  expect(timeless(again.result)).toEqual(timeless(first.result));
  expect((await run({ seed: 4 })).state).not.toEqual(first.state);
});

describe("events", () => {
  test("come in order, with every number", async () => {
    const events = await collect({ validation, epochs: 2, checkpoint: { files: memoryFiles() } });
    const steps = Array<string>(7).fill("step");
    const epoch = [...steps, "epoch", "checkpoint"];
    expect(events.map(({ type }) => type)).toEqual(["start", ...epoch, ...epoch, "stop"]);
    expect(events[0]).toEqual({
      type: "start",
      examples: 50,
      validationExamples: 20,
      epochs: 2,
      steps: 14,
      step: 0,
      parameters: 3,
    });
    expect(events[1]).toMatchObject({ epoch: 1, step: 1, steps: 14, loss: expect.any(Number) });
    const step = events[13] as Extract<TrainingEvent, { type: "step" }>;
    expect(step.examplesPerSecond).toBeGreaterThan(0);
    expect(step.secondsLeft).toBeGreaterThan(0);
    expect(events.at(-3)).toMatchObject({ epoch: 2, step: 14, validationLoss: expect.any(Number) });
    expect(events.at(-1)).toMatchObject({ reason: "finished", steps: 14, bestEpoch: 2 });
  });

  test("the epoch's loss is the mean over the examples, not over the batches", async () => {
    const events = await collect({ epochs: 1 });
    const losses = events.flatMap((event) => (event.type === "step" ? [event.loss!] : []));
    const sizes = [8, 8, 8, 8, 8, 8, 2];
    const mean = losses.reduce((sum, loss, i) => sum + loss * sizes[i]!, 0) / 50;
    expect(events.find(({ type }) => type === "epoch")).toMatchObject({ loss: mean });
  });

  test("readLossEvery reads each n-th loss, and the last of an epoch; the weights don't depend on it", async () => {
    const events = await collect({ epochs: 1, readLossEvery: 3 });
    const read = events.flatMap((event) => (event.type === "step" ? [event.loss !== undefined] : []));
    expect(read).toEqual([false, false, true, false, false, true, true]);
    expect((await run({ readLossEvery: 3 })).state).toEqual((await run()).state);
  });

  test("for await drives a trainer; leaving the loop stops it", async () => {
    let steps = 0;
    await run({}, async (trainer) => {
      for await (const event of trainer.run()) if (event.type === "step" && ++steps === 5) break;
      expect(trainer.result).toBeUndefined();
      await expect(trainer.run().next()).rejects.toThrow(/run\(\) was called before/);
    });
    expect(steps).toBe(5);
  });
});

test("a schedule is a factor of the learning rate by step", async () => {
  const { result } = await run({ epochs: 2, schedule: (step) => 1 / (1 + step) });
  expect(result!.history.map(({ learningRate }) => learningRate)).toEqual([0.05 * (1 / 7), 0.05 * (1 / 14)]);
});

test("augmentation changes training, not evaluation, and draws from a key of each step", async () => {
  const seen = new Set<unknown>();
  const augment = (x: Tensor, key: unknown) => {
    seen.add(key);
    return mul(x, 2);
  };
  const { state } = await run({ augment });
  expect(seen.size).toBe(28);
  expect(state).not.toEqual((await run()).state);
});

test("dropLast leaves out the batch that isn't full", async () => {
  expect((await run({ dropLast: true, epochs: 1 })).result!.steps).toBe(6);
});

describe("early stopping", () => {
  // The learning rate grows until training falls apart, so that the best epoch is in the middle.
  const worse = (step: number) => (step < 14 ? 1 : 1.5 + step / 20);
  const stopping = { validation, epochs: 40, schedule: worse, earlyStopping: { patience: 3 } };

  test("stops after `patience` epochs and puts weights and buffers of the best one back", async () => {
    const { result, loss, state } = await run(stopping);
    const losses = result!.history.map(({ validationLoss }) => validationLoss!);
    expect(result!.reason).toBe("earlyStopping");
    expect(result!.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(result!.history).toHaveLength(result!.bestEpoch + 3);
    expect(result!.best).toBe(Math.min(...losses));
    expect(loss).toBe(result!.best);
    const until = await run({ ...stopping, earlyStopping: undefined, epochs: result!.bestEpoch });
    for (const name of ["weight", "bias", "runningMean"]) expect(state[name]).toEqual(until.state[name]);
  });

  test("a metric of which more is better", async () => {
    const monitor = { ...stopping, metrics: [r2Metric], earlyStopping: { patience: 2, monitor: "r2" } };
    const { result } = await run(monitor);
    const scores = result!.history.map(({ metrics }) => metrics["r2"]!);
    expect(result!.best).toBe(Math.max(...scores));
  });

  test("improvements below the minimum don't count", async () => {
    const earlyStopping = { patience: 2, minimumImprovement: 1e9 };
    const { result } = await run({ ...stopping, earlyStopping });
    expect([result!.bestEpoch, result!.history.length]).toEqual([1, 3]);
  });
});

describe("a loss that isn't finite", () => {
  const blowUp = (y: Tensor, t: Tensor) => mul(squaredError(y, t), Number.POSITIVE_INFINITY);

  test("stops with a sentence that names epoch and step", async () => {
    await expect(run({ learningRate: 1e30 })).rejects.toThrow(
      /^fit: the loss became (Infinity|NaN) in epoch 1, step [2-4]; a learning rate below 1e\+30 may help$/,
    );
  });

  test("in validation too", async () => {
    let evaluations = 0;
    const loss = (y: Tensor, t: Tensor) =>
      y.shape[0] === 20 && ++evaluations === 2 ? blowUp(y, t) : squaredError(y, t);
    // Counting calls of the loss is nothing for a compiled one.
    await expect(run({ validation, loss, compile: false })).rejects.toThrow(
      /the validation loss became Infinity in epoch 2, step 14/,
    );
  });

  test("nor do weights that aren't get into a checkpoint", async () => {
    // One step from finite weights to infinite ones, at a finite loss.
    const files = memoryFiles();
    const steep = (y: Tensor, t: Tensor) => mul(squaredError(y, t), 1e10);
    await expect(
      run({ loss: steep, learningRate: 1e30, checkpoint: { files, everySteps: 1 } }),
    ).rejects.toThrow(/^fit: "(weight|bias)" became -?(Infinity|NaN) in epoch 1, step 1;/);
    expect(files.files.size).toBe(0);
  });

  test("writes no checkpoint of it", async () => {
    const files = memoryFiles();
    const checkpoint = { files, everySteps: 1 };
    await expect(run({ learningRate: 1e30, checkpoint, readLossEvery: 100 })).rejects.toThrow(/became/);
    const { step } = JSON.parse(new TextDecoder().decode(files.files.get("checkpoint.json")));
    expect(step).toBeLessThan(4);
  });
});

test("whoever hears of the stop finds the best weights in the model", async () => {
  using model = new TinyModel(2, 1);
  using optimizer = new TinyMomentum(model.parameters(), 0.05);
  const schedule = (step: number) => (step < 14 ? 1 : 1.5 + step / 20);
  const options = { train, validation, loss: squaredError, optimizer, epochs: 40, batchSize: 8, schedule };
  for await (const event of new Trainer(model, { ...options, earlyStopping: { patience: 3 } }).run()) {
    if (event.type !== "stop") continue;
    const { loss } = await evaluate(model, validation, { loss: squaredError });
    expect(loss).toBe(event.best);
    expect(event.history.at(-1)!.validationLoss).not.toBe(event.best);
  }
});

test.each<[string, Changes, RegExp]>([
  ["half an epoch", { epochs: 0.5 }, /epochs is a whole number from 0 on, not 0.5/],
  ["a batch of none", { batchSize: 0 }, /batchSize is a whole number from 1/],
  ["reading each 0th loss", { readLossEvery: 0 }, /readLossEvery is a whole number from 1/],
  ["early stopping without validation", { earlyStopping: { patience: 1 } }, /needs validation data/],
  ["a patience of 0", { validation, earlyStopping: { patience: 0 } }, /patience is a whole number from 1/],
  [
    "monitoring what isn't measured",
    { validation, earlyStopping: { patience: 1, monitor: "f1" } },
    /expected to monitor one of validationLoss, rmse, r2, got "f1"/,
  ],
  ["resuming from nowhere", { resume: true }, /resume needs checkpoint.files/],
  ["no full batch", { dropLast: true, batchSize: 51 }, /too few examples for a batch of 51/],
  ["no examples", { train: train.subset([]) }, /too few examples/],
  ["no target", { train: new Dataset({ name: "x", features: train.features }) }, /x has no target to learn/],
  ["a constant target", { targetScale: { mean: 1, standardDeviation: 0 } }, /the target is constant/],
])("%s is refused", async (_, changes, message) => {
  await expect(run(changes)).rejects.toThrow(message);
});

describe("memory", () => {
  afterEach(() => useFinalizer(true));

  test("a run leaves no tensor behind, however it ends", async () => {
    useFinalizer(false);
    const before = memory();
    const abort = new AbortController();
    await run({ validation, earlyStopping: { patience: 2 }, checkpoint: { files: memoryFiles() } });
    await run({ learningRate: 1e30 }).catch(() => undefined);
    await run({ signal: abort.signal, onEvent: (event) => event.type === "step" && abort.abort() });
    await run({}, async (trainer) => {
      for await (const event of trainer.run()) if (event.type === "step") break;
    });
    await run({ augment: (x, key) => (key ? add(x, 1) : x) });
    expect(memory()).toEqual(before);
  });
});
