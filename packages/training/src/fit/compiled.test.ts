import { Dataset } from "@mebae/data";
import { add, compile, mul, oneHot, type Tensor, UsageError } from "@mebae/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";
import { squaredError, TinyModel, TinyMomentum } from "../testing/tinyModel.js";
import { run, train, validation } from "../testing/tinyRun.js";
import { evaluate } from "./evaluate.js";
import type { FitOptions } from "./options.js";
import { predict } from "./predict.js";
import { Trainer } from "./trainer.js";

afterEach(() => vi.restoreAllMocks());

test("a compiled run learns what one op by op learns", async () => {
  const schedule = (step: number) => 1 / (1 + step / 10);
  const changes = { validation, schedule, earlyStopping: { patience: 9 } };
  const [fast, slow] = [await run(changes), await run({ ...changes, compile: false })];
  for (const [name, values] of Object.entries(slow.state)) {
    (values as Float32Array).forEach((value, i) => {
      expect((fast.state[name] as Float32Array)[i], name).toBeCloseTo(value, 5);
    });
  }
  slow.result!.history.forEach(({ loss, validationLoss }, i) => {
    expect(fast.result!.history[i]!.loss).toBeCloseTo(loss, 5);
    expect(fast.result!.history[i]!.validationLoss).toBeCloseTo(validationLoss!, 5);
  });
});

test("the network runs once for each shape of batch, and at each batch with compile: false", async () => {
  const forward = vi.spyOn(TinyModel.prototype, "forward");
  const calls = async (compiled: boolean) => {
    forward.mockClear();
    using model = new TinyModel(2, 1);
    using optimizer = new TinyMomentum(model.parameters(), 0.05);
    const options: FitOptions = { train, validation, loss: squaredError, optimizer, epochs: 3, batchSize: 8 };
    for await (const _ of new Trainer(model, { ...options, compile: compiled }).run());
    return forward.mock.calls.length;
  };
  // Batches of 8 and of 2 in training, of 20 in evaluation.
  expect(await calls(true)).toBe(3);
  expect(await calls(false)).toBe(3 * 7 + 3);
});

describe("what can't be compiled", () => {
  class Branching extends TinyModel {
    override forward(x: Tensor): Tensor {
      const y = super.forward(x);
      return y.dataSync()[0]! > 0 ? y : add(y, 1);
    }
  }
  const message = (where: string) =>
    new RegExp(
      `^${where}: the model, the loss or the optimizer can't be compiled; pass compile: false .* made by "add"`,
    );

  test("is told with the way out, which works", async () => {
    using model = new Branching(2, 1);
    using optimizer = new TinyMomentum(model.parameters(), 0.05);
    const options = { train, loss: squaredError, optimizer, epochs: 1 };
    const drive = async (compiled?: boolean) => {
      const trainer = new Trainer(model, {
        ...options,
        ...(compiled !== undefined && { compile: compiled }),
      });
      for await (const _ of trainer.run());
      return trainer.result;
    };
    await expect(drive()).rejects.toThrow(UsageError);
    await expect(drive(true)).rejects.toThrow(message("fit"));
    expect((await drive(false))!.steps).toBe(2);
    await expect(evaluate(model, validation)).rejects.toThrow(message("evaluate"));
    await expect(predict(model, validation)).rejects.toThrow(message("predict"));
    expect((await predict(model, validation, { compile: false })).length).toBe(20);
  });

  test("other errors are passed on as they are", async () => {
    const loss = () => {
      throw new UsageError("my own loss");
    };
    await expect(run({ loss })).rejects.toThrow(/^my own loss$/);
  });
});

test("a label outside the classes is refused, and the weights stay", async () => {
  const labelled = new Dataset({
    name: "classes",
    features: { data: new Float32Array(12).fill(0.5), shape: [2] },
    target: { kind: "classes", labels: Int32Array.of(0, 1, 0, 1, 0, 2), classes: ["a", "b", "c"] },
  });
  using model = new TinyModel(2, 2);
  using optimizer = new TinyMomentum(model.parameters(), 0.05);
  const loss = (y: Tensor, t: Tensor) => squaredError(y, oneHot(t, 2, "float32", "loss"));
  const trainer = new Trainer(model, { train: labelled, loss, optimizer, epochs: 1, batchSize: 6 });
  const before = model.weight.value.dataSync();
  const drive = async () => {
    for await (const _ of trainer.run());
  };
  await expect(drive()).rejects.toThrow(/^loss: label 2 in row \d is outside the 2 classes$/);
  expect(model.weight.value.dataSync()).toEqual(before);
});

test("a compiled loss and augmentation work too", async () => {
  const loss = compile(squaredError);
  const augment = compile((x: Tensor) => mul(x, 1.01));
  expect((await run({ loss, augment })).state).toEqual((await run({ loss: squaredError, augment })).state);
});
