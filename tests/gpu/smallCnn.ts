import type { Layer } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { sgd } from "@mebae/optimizers";
import {
  type Backend,
  compile,
  createCpuBackend,
  currentBackend,
  Key,
  scope,
  type Tensor,
  tensor,
  useBackend,
  type Variable,
  valueAndGrad,
} from "@mebae/tensor";
import { networks } from "@mebae/workloads";

/** Grey pictures of 28×28 bytes, one after another, and their classes from 0 to 9: as many as `picturesNeeded`, or more. */
export interface Pictures {
  readonly images: Uint8Array;
  readonly labels: ArrayLike<number>;
}

/** What two engines made of the same pictures and the same weights. */
export interface Comparison {
  /** Of each step: the CPU's, and the device's. */
  readonly losses: readonly (readonly [expected: number, found: number])[];
  /** Of each parameter ‖found - expected‖ / ‖expected‖, where both take the gradient at the CPU's last weights. */
  readonly gradients: ReadonlyMap<string, number>;
}

const steps = 20;
const batchSize = 4;
export const picturesNeeded = (steps + 1) * batchSize;

type Values = ReadonlyMap<string, Float32Array>;

/**
 * The small CNN of packages/workloads, its dropout and its batch normalization too, learns by SGD on batches of 4 on the
 * CPU and on a device: 20 compiled steps from one seed, then one gradient at the weights that the CPU has reached.
 */
export async function compareTraining(device: Backend, pictures: Pictures): Promise<Comparison> {
  using cpu = createCpuBackend({ threads: 1 });
  const expected = await learn(cpu, pictures);
  const found = await learn(device, pictures);
  const truth = await gradientsAt(cpu, expected.variables, pictures);
  const other = await gradientsAt(device, expected.variables, pictures);
  return {
    losses: expected.losses.map((loss, i) => [loss, found.losses[i]!]),
    gradients: new Map([...truth.keys()].map((name) => [name, difference(name, truth, other)])),
  };
}

function difference(name: string, expected: Values, found: Values): number {
  const values = expected.get(name)!;
  // What batch normalization subtracts again has no gradient but what rounding leaves: it is measured by its weight's.
  const isWithoutEffect = name === "layers.0.bias" || name === "layers.4.bias";
  const scale = isWithoutEffect ? expected.get(name.replace("bias", "weight"))! : values;
  return norm(values.map((value, i) => found.get(name)![i]! - value)) / norm(scale);
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

async function learn(backend: Backend, pictures: Pictures): Promise<{ losses: number[]; variables: Values }> {
  return withModel(backend, async (model, lossOf) => {
    const parameters = model.parameters();
    using optimizer = sgd(parameters, { learningRate: 0.005 });
    using step = compile((images: Tensor, labels: Tensor, key: Key) => {
      const { value, gradients } = valueAndGrad(() => lossOf(images, labels, key), parameters);
      optimizer.step(gradients);
      return value;
    });
    const losses: number[] = [];
    for (let i = 0; i < steps; i++) {
      const { images, labels } = batch(pictures, i);
      using loss = step(images, labels, new Key(1).fold(i));
      losses.push(await loss.item());
      images.dispose();
      labels.dispose();
    }
    const values = [...model.namedVariables()].map(([name, { value }]) => [name, value] as const);
    return { losses, variables: await read(values) };
  });
}

async function gradientsAt(backend: Backend, values: Values, pictures: Pictures): Promise<Values> {
  return withModel(backend, async (model, lossOf) => {
    for (const [name, variable] of model.namedVariables()) assign(variable, values.get(name)!);
    const named = [...model.namedVariables()].filter(([, { trainable }]) => trainable);
    const parameters = named.map(([, variable]) => variable);
    const gradients = scope(() => {
      const { images, labels } = batch(pictures, steps);
      return valueAndGrad(() => lossOf(images, labels, new Key(2)), parameters).gradients;
    });
    const result = await read(named.map(([name], i) => [name, gradients[i]!]));
    for (const gradient of gradients) gradient.dispose();
    return result;
  });
}

type LossOf = (images: Tensor, labels: Tensor, key: Key) => Tensor;

/** Runs on a backend with the network in its first weights. */
async function withModel<T>(backend: Backend, run: (model: Layer, lossOf: LossOf) => Promise<T>): Promise<T> {
  const before = currentBackend();
  useBackend(backend);
  try {
    using model = networks.cnn.model(networks.cnn.dropout).initialize(0);
    return await run(model, (images, labels, key) =>
      softmaxCrossEntropy(model.forward(images, { training: true, key }), labels),
    );
  } finally {
    useBackend(before);
  }
}

function batch({ images, labels }: Pictures, i: number): { images: Tensor; labels: Tensor } {
  const [size, rows] = [28 * 28, Array.from({ length: batchSize }, (_, row) => i * batchSize + row)];
  const pixels = images.subarray(i * batchSize * size, (i + 1) * batchSize * size);
  return {
    images: tensor(
      Float32Array.from(pixels, (grey) => grey / 255),
      { shape: [batchSize, 1, 28, 28] },
    ),
    labels: tensor(Int32Array.from(rows, (row) => labels[row]!)),
  };
}

function assign(variable: Variable, values: Float32Array): void {
  using value = tensor(values, { shape: variable.shape });
  variable.assign(value);
}

async function read(named: readonly (readonly [string, Tensor])[]): Promise<Values> {
  const values = new Map<string, Float32Array>();
  for (const [name, value] of named) values.set(name, (await value.data()) as Float32Array);
  return values;
}
