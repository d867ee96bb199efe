import { batches, Dataset } from "@mebae/data";
import { Affine, BatchNorm, Dropout, ReLU, Sequential } from "@mebae/layers";
import { meanSquaredError } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { Generator, Key, memory, useFinalizer, valueAndGrad } from "@mebae/tensor";
import { Trainer } from "@mebae/training";
import { afterEach, beforeEach, expect, test } from "vitest";

// Ten thousand steps with `await` in the loop, with nothing to collect what is forgotten.
const steps = 10_000;
const first = 100;
const batchSize = 4;

const draw = new Generator(1);
const data = new Dataset({
  name: "tiny",
  features: { data: Float32Array.from({ length: 80 * 2 }, () => draw.uniform(-1, 1)), shape: [2] },
  target: {
    kind: "numbers",
    values: Float32Array.from({ length: 80 }, () => draw.normal()),
    names: ["t"],
  },
});
const epochs = (steps * batchSize) / data.length;

const makeModel = () =>
  new Sequential([new Affine(2, 8), new BatchNorm(8), new ReLU(), new Dropout(0.2), new Affine(8, 1)], {
    seed: 7,
  });

beforeEach(() => useFinalizer(false));
afterEach(() => useFinalizer(true));

test("ten thousand steps of a loop written by hand leave live bytes where they were", async () => {
  const model = makeModel();
  const optimizer = adam(model.parameters(), { learningRate: 1e-3 });
  const key = new Key(7);
  const live: number[] = [];
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for await (const { x, t } of batches(data, { batchSize, shuffle: true, seed: 7, epoch })) {
      const stepKey = key.fold(step);
      using result = valueAndGrad(
        () => meanSquaredError(model.forward(x, { training: true, key: stepKey }), t),
        model.parameters(),
      );
      optimizer.step(result.gradients);
      expect(Number.isFinite(await result.value.item())).toBe(true);
      live[++step] = memory().bytes;
    }
  }
  expect(step).toBe(steps);
  expect(live[steps]).toBe(live[first]);
}, 120_000);

test("ten thousand steps of a Trainer leave live bytes and tensors where they were", async () => {
  const model = makeModel();
  const optimizer = adam(model.parameters(), { learningRate: 1e-3 });
  const trainer = new Trainer(model, { train: data, loss: meanSquaredError, optimizer, epochs, batchSize });
  const live: ReturnType<typeof memory>[] = [];
  for await (const event of trainer.run()) if (event.type === "step") live[event.step] = memory();
  expect(trainer.result!.steps).toBe(steps);
  expect(live[steps]).toEqual(live[first]);
}, 120_000);
