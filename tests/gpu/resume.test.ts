import { generateDigits, imagePreparation } from "@mebae/data";
import { gpu } from "@mebae/gpu";
import { Affine, Dropout, Flatten, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { type Backend, createCpuBackend, currentBackend, useBackend } from "@mebae/tensor";
import { type FileStore, memoryFiles, Trainer } from "@mebae/training";
import { afterEach, expect, vi } from "vitest";
import { dawnTelling } from "./dawn.js";
import { gpuTest } from "./device.js";

const before = currentBackend();
afterEach(() => {
  vi.unstubAllGlobals();
  useBackend(before);
});

/** A model and its optimizer on a backend, in training from its checkpoint where there is one. */
function trainer(backend: Backend, files: FileStore, readLossEvery = 1) {
  useBackend(backend);
  const train = generateDigits({ count: 48, size: 8, seed: 1 });
  const model = new Sequential(
    [new Flatten(), new Affine(64, 16), new ReLU(), new Dropout(0.2), new Affine(16, 10)],
    { seed: 7 },
  );
  const run = new Trainer(model, {
    ...{ train, prepare: imagePreparation(train), loss: softmaxCrossEntropy, epochs: 4, batchSize: 16 },
    optimizer: adam(model.parameters(), { learningRate: 0.01 }),
    ...{ checkpoint: { files, everySteps: 2 }, resume: true, seed: 5, readLossEvery },
  });
  return { run, model };
}

async function weightsAfter({ run, model }: ReturnType<typeof trainer>): Promise<unknown[]> {
  for await (const _event of run.run());
  return Promise.all([...model.namedVariables().values()].map(({ value }) => value.data()));
}

/** Trains until the device is lost, as the driver does it, in the seventh step; the last checkpoint is of the sixth. */
async function trainUntilLost(files: FileStore): Promise<void> {
  const devices: GPUDevice[] = [];
  vi.stubGlobal("navigator", { gpu: dawnTelling((made) => devices.push(made)) });
  using backend = await gpu();
  vi.unstubAllGlobals();
  for await (const event of trainer(backend, files).run.run()) {
    if (event.type !== "step" || event.step !== 7) continue;
    const [device] = devices;
    device!.destroy();
    await device!.lost;
  }
}

gpuTest(
  "a lost device ends training, which goes on from its checkpoint to the bits of a run without loss",
  {
    timeout: 120_000,
  },
  async () => {
    using backend = await gpu();
    const expected = await weightsAfter(trainer(backend, memoryFiles()));
    const files = memoryFiles();
    await expect(trainUntilLost(files)).rejects.toMatchObject({
      code: "backend",
      message: expect.stringContaining(
        "make a new backend with await gpu(), and resume from the last checkpoint",
      ),
    });
    expect(await weightsAfter(trainer(backend, files))).toEqual(expected);
  },
);

gpuTest("a run that a lost device ended goes on on the CPU", { timeout: 120_000 }, async () => {
  const files = memoryFiles();
  await expect(trainUntilLost(files)).rejects.toMatchObject({ code: "backend" });
  const cpu = createCpuBackend({ threads: 1 });
  const found = (await weightsAfter(trainer(cpu, files))) as Float32Array[];
  const expected = (await weightsAfter(trainer(cpu, memoryFiles()))) as Float32Array[];
  found.forEach((values, i) => values.forEach((value, k) => expect(value).toBeCloseTo(expected[i]![k]!, 3)));
});

gpuTest("reading the loss of every fifth step only gives the same bits", { timeout: 120_000 }, async () => {
  using backend = await gpu();
  const expected = await weightsAfter(trainer(backend, memoryFiles()));
  expect(await weightsAfter(trainer(backend, memoryFiles(), 5))).toEqual(expected);
});
