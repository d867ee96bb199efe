import {
  Affine,
  BatchNorm,
  Conv2d,
  Flatten,
  type ForwardOptions,
  MaxPool2d,
  ReLU,
  Sequential,
} from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam, momentum, type Optimizer } from "@mebae/optimizers";
import {
  type Backend,
  createReferenceBackend,
  currentBackend,
  type Tensor,
  tensor,
  useBackend,
  type Variable,
  valueAndGrad,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import fixture from "./cnn.fixture.json" with { type: "json" };

type Precision = "float32" | "float64";

const cpu = currentBackend();
const tolerances = { float32: 1e-4, float64: 1e-10 };
const makers: Record<string, (parameters: readonly Variable[]) => Optimizer> = {
  momentum: (p) => momentum(p, { learningRate: 0.05 }),
  adam: (p) => adam(p, { learningRate: 0.005 }),
};
const training: ForwardOptions = { training: true };

/** The network of make_cnn_fixture.py with its weights. */
function network(dtype: Precision): Sequential {
  const model = new Sequential([
    new Conv2d(2, 4, 3, { padding: 1, bias: false, dtype }),
    new BatchNorm(4, { dtype }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(4, 6, 3, { stride: 2, dtype }),
    new ReLU(),
    new MaxPool2d(2, { stride: 1 }),
    new Flatten(),
    new Affine(24, 3, { dtype }),
  ]);
  const weights = new Map([...model.namedVariables()].map(([path, { value }]) => [path, value] as const));
  for (const [path, stored] of Object.entries(fixture.weights)) weights.set(path, load(stored, dtype));
  return model.load(weights);
}

function load({ shape, base64 }: { shape: number[]; base64: string }, dtype: Precision): Tensor {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return tensor(new Float32Array(bytes.buffer), { shape, dtype });
}

/** How far each loss lies from PyTorch's, and how far the running mean does after the last step. */
function follow(name: keyof typeof fixture.runs, backend: Backend, steps: number): number[] {
  useBackend(backend);
  const [optimizerName, dtype] = name.split(" ") as [string, Precision];
  const { losses, runningMean } = fixture.runs[name];
  const model = network(dtype);
  const images = load(fixture.images, dtype);
  const labels = tensor(fixture.labels, { dtype: "int32" });
  const optimizer = makers[optimizerName]!(model.parameters());
  const errors = losses.slice(0, steps).map((expected) => {
    using result = valueAndGrad(
      () => softmaxCrossEntropy(model.forward(images, training), labels),
      model.parameters(),
    );
    optimizer.step(result.gradients);
    return Math.abs(result.value.itemSync() - expected);
  });
  if (steps === losses.length) {
    const running = (model.layers[1] as BatchNorm).runningMean.value.dataSync();
    running.forEach((value, channel) => errors.push(Math.abs(value - runningMean[channel]!)));
  }
  return errors;
}

const names = Object.keys(fixture.runs) as (keyof typeof fixture.runs)[];

describe.each(names)("a convolutional network with %s", (name) => {
  const tolerance = tolerances[name.split(" ")[1] as Precision];

  test("follows PyTorch's loss for fifty steps on the CPU engine", () => {
    const errors = follow(name, cpu, 50);
    expect(errors.length).toBe(54);
    expect(Math.max(...errors)).toBeLessThanOrEqual(tolerance);
  });

  test("follows PyTorch's loss for three steps on the reference", () => {
    const errors = follow(name, createReferenceBackend(), 3);
    expect(errors.length).toBe(3);
    expect(Math.max(...errors)).toBeLessThanOrEqual(tolerance);
  });
});
