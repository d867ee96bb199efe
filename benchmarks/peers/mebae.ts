import {
  add,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  exp,
  matmul,
  mul,
  relu,
  scope,
  setThreads,
  softmax,
  sum,
  type Tensor,
  tensor,
  threads,
} from "@mebae/tensor";
import { type NetworkName, networks, trainingStep } from "@mebae/workloads";
import type { Peer, Prepared, RawTensor, Task } from "../protocol/messages.ts";

type Settings = Task["settings"];

const operations: Record<string, (inputs: Tensor[], settings: Settings) => Tensor> = {
  matmul: ([a, b], settings) => matmul(a!, b!, settings),
  conv2d: ([x, w]) => conv2d(x!, w!, { padding: "same" }),
  conv2dInputGradient: ([dy, w]) => {
    const [height, width] = dy!.shape.slice(2) as [number, number];
    return conv2dInputGradient(dy!, w!, [height, width], { padding: "same" });
  },
  conv2dWeightGradient: ([x, dy]) => conv2dWeightGradient(x!, dy!, [3, 3], { padding: "same" }),
  relu: ([a]) => relu(a!),
  mulAdd: ([a]) => add(mul(a!, a!), a!),
  exp: ([a]) => exp(a!),
  softmax: ([a]) => softmax(a!, -1),
  sumRows: ([a]) => sum(a!, { axes: [1] }),
  sumColumns: ([a]) => sum(a!, { axes: [0] }),
};

const toTensor = ({ data, shape }: RawTensor) => tensor(data, { shape });

function operation({ work, settings }: Task, tensors: ReadonlyMap<string, RawTensor>): Prepared {
  const inputs = [...tensors.values()].map(toTensor);
  const compute = operations[work]!;
  return {
    run: () => {
      scope(() => void compute(inputs, settings));
      return undefined;
    },
    output: () => scope(() => Float32Array.from(compute(inputs, settings).dataSync() as Float32Array)),
    release: () => {
      for (const input of inputs) input.dispose();
    },
  };
}

function step(
  { work, settings }: Task,
  tensors: ReadonlyMap<string, RawTensor>,
  compiled: boolean,
): Prepared {
  const network = networks[work as NetworkName];
  const [x, t] = [toTensor(tensors.get("x")!), toTensor(tensors.get("t")!)];
  const training = trainingStep(network, x, t, {
    ...(settings as Record<string, number>),
    compiled,
  });
  const buffers = training.model.variables().filter((variable) => !variable.trainable);
  scope(() => {
    const weights = [...tensors].filter(([name]) => name !== "x" && name !== "t");
    const loaded = new Map(weights.map(([name, raw]) => [name, toTensor(raw)]));
    for (const { name, value } of buffers) loaded.set(name, value);
    training.model.load(loaded);
  });
  return {
    run: () => training.run(),
    parameters: () =>
      new Map(training.model.parameters().map(({ name, value }) => [name, value.dataSync() as Float32Array])),
    release: () => {
      training.dispose();
      x.dispose();
      t.dispose();
    },
  };
}

/** Mebae as its packages are published, with each training step compiled, or eager. */
export async function mebae(count: number, compiled: boolean): Promise<Peer> {
  setThreads(count);
  return {
    describe: async () => ({ version: "", threads: threads() }),
    prepare: async (task, tensors) =>
      task.kind === "step" ? step(task, tensors, compiled) : operation(task, tensors),
  };
}
