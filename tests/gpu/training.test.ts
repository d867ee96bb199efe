import { type ClassTarget, generateDigits } from "@mebae/data";
import { Affine, Conv2d, Flatten, MaxPool2d, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { sgd } from "@mebae/optimizers";
import {
  type Backend,
  compile,
  createCpuBackend,
  currentBackend,
  type Tensor,
  tensor,
  useBackend,
  valueAndGrad,
} from "@mebae/tensor";
import { afterAll, expect } from "vitest";
import { device, gpuTest } from "./device.js";

const count = 16;

afterAll(() => device?.dispose());

/** Losses of 20 compiled steps of SGD on the same images, the same weights at first, then the gradients. */
async function train(backend: Backend): Promise<{ losses: number[]; weights: Float32Array[] }> {
  useBackend(backend);
  const { features, target } = generateDigits({ count, seed: 1 });
  const x = tensor(
    Float32Array.from(features.data, (grey) => grey / 255),
    { shape: [count, 1, 28, 28] },
  );
  const labels = tensor((target as ClassTarget).labels, { dtype: "int32" });
  const model = new Sequential([
    ...[new Conv2d(1, 8, 3, { padding: "same" }), new ReLU(), new MaxPool2d(2)],
    ...[new Conv2d(8, 16, 3, { padding: "same" }), new ReLU(), new MaxPool2d(2)],
    ...[new Flatten(), new Affine(784, 32), new ReLU(), new Affine(32, 10)],
  ]).initialize(0);
  const parameters = model.parameters();
  const optimizer = sgd(parameters, { learningRate: 0.05 });
  const step = compile((images: Tensor, truth: Tensor) => {
    const result = valueAndGrad(() => softmaxCrossEntropy(model.forward(images), truth), parameters);
    optimizer.step(result.gradients);
    return result.value;
  });
  const losses: number[] = [];
  for (let i = 0; i < 20; i++) {
    using loss = step(x, labels);
    losses.push((await loss.data())[0]!);
  }
  const weights: Float32Array[] = [];
  for (const { value } of parameters) weights.push((await value.data()) as Float32Array);
  return { losses, weights };
}

gpuTest(
  "a small network learns as on the CPU: 20 steps, losses within 1e-3",
  { timeout: 600_000 },
  async () => {
    const before = currentBackend();
    try {
      const expected = await train(createCpuBackend({ threads: 1 }));
      const found = await train(device!);
      expect(expected.losses.at(-1)).toBeLessThan(0.9 * expected.losses[0]!);
      for (const [i, loss] of found.losses.entries())
        expect(Math.abs(loss - expected.losses[i]!)).toBeLessThan(1e-3);
      for (const [i, weights] of found.weights.entries())
        for (const [k, weight] of weights.entries())
          expect(Math.abs(weight - expected.weights[i]![k]!)).toBeLessThan(1e-4);
    } finally {
      useBackend(before);
    }
  },
);
