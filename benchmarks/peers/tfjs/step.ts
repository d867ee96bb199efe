import * as tf from "@tensorflow/tfjs";
import type { Prepared, RawTensor, Task } from "../../protocol/messages.ts";
import { crossEntropy } from "./layers.ts";
import { networks } from "./networks.ts";
import { filter, flattened, image, plain } from "./tensors.ts";

function initial(work: string, name: string, raw: RawTensor): tf.Tensor {
  if (raw.shape.length === 4) return name === "x" ? image(raw) : filter(raw);
  return work === "cnn" && name === "layers.9.weight" ? flattened(raw, 64) : plain(raw);
}

export function step({ work, settings }: Task, tensors: ReadonlyMap<string, RawTensor>): Prepared {
  const values = new Map([...tensors].map(([name, raw]) => [name, initial(work, name, raw)]));
  const [x, t] = [values.get("x")!, values.get("t")!];
  const names = [...values.keys()].filter((name) => name !== "x" && name !== "t");
  const variables = new Map(names.map((name) => [name, tf.variable(values.get(name)!, true)]));
  for (const name of names) values.get(name)!.dispose();
  const { dropout, learningRate } = settings as { dropout: number; learningRate: number };
  const optimizer =
    work === "xor" ? tf.train.sgd(learningRate) : tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
  const take = (path: string) => variables.get(path)!;
  const loss = () => crossEntropy(networks[work]!(take, x, dropout), t);
  const list = [...variables.values()];
  return {
    run: () => {
      const value = optimizer.minimize(loss, true, list)!;
      const [number] = value.dataSync();
      value.dispose();
      return number;
    },
    parameters: () =>
      new Map([...variables].map(([name, variable]) => [name, variable.dataSync().slice() as Float32Array])),
    release: () => {
      optimizer.dispose();
      tf.dispose([x, t, ...list]);
    },
  };
}
