import { generateDigits, imagePreparation } from "@mebae/data";
import { Affine, Conv2d, Flatten, MaxPool2d, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { createCpuBackend, useBackend } from "@mebae/tensor";
import { fit } from "@mebae/training";

/** Trains a convolutional network on two threads for so many milliseconds, and posts the loss of each step. */
export async function train(milliseconds: number): Promise<void> {
  const backend = createCpuBackend({ threads: 2 });
  useBackend(backend);
  const digits = generateDigits({ count: 500, seed: 1 });
  const model = new Sequential(
    [
      new Conv2d(1, 16, 3, { padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Conv2d(16, 32, 3, { padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Flatten(),
      new Affine(32 * 7 * 7, 10),
    ],
    { seed: 7 },
  );
  await fit(model, {
    train: digits,
    prepare: imagePreparation(digits),
    loss: softmaxCrossEntropy,
    optimizer: adam(model.parameters(), { learningRate: 1e-3 }),
    epochs: 1_000_000,
    batchSize: 50,
    signal: AbortSignal.timeout(milliseconds),
    onEvent: (event) => {
      if (event.type === "step") postMessage({ loss: event.loss });
    },
  });
  postMessage({ threads: backend.threads.joined });
}

self.onmessage = ({ data }) => train(data);
