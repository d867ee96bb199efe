import * as tf from "@tensorflow/tfjs";
import type { Prepared, RawTensor, Task } from "../../protocol/messages.ts";
import { inputGradient, weightGradient } from "./layers.ts";
import { filter, image, plain } from "./tensors.ts";

interface Operation {
  readonly compute: (inputs: tf.Tensor[], settings: Task["settings"]) => tf.Tensor;
  /** How an output that lies otherwise comes back to the case's layout. */
  readonly restore?: readonly number[];
}

const backToImage = [0, 3, 1, 2];
const backToFilter = [3, 2, 0, 1];

const operations: Record<string, Operation> = {
  matmul: {
    compute: ([a, b], { transposeA, transposeB }) =>
      tf.matMul(a!, b!, transposeA === true, transposeB === true),
  },
  conv2d: {
    compute: ([x, w]) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    restore: backToImage,
  },
  conv2dInputGradient: {
    compute: ([dy, w]) => {
      const [n, height, width] = dy!.shape as [number, number, number];
      return inputGradient(dy as tf.Tensor4D, w as tf.Tensor4D, [n, height, width, w!.shape[2]!]);
    },
    restore: backToImage,
  },
  conv2dWeightGradient: {
    compute: ([x, dy]) => weightGradient(x as tf.Tensor4D, dy as tf.Tensor4D),
    restore: backToFilter,
  },
  relu: { compute: ([a]) => tf.relu(a!) },
  mulAdd: { compute: ([a]) => tf.add(tf.mul(a!, a!), a!) },
  exp: { compute: ([a]) => tf.exp(a!) },
  softmax: { compute: ([a]) => tf.softmax(a!) },
  sumRows: { compute: ([a]) => tf.sum(a!, 1) },
  sumColumns: { compute: ([a]) => tf.sum(a!, 0) },
};

function load(name: string, raw: RawTensor): tf.Tensor {
  if (raw.shape.length !== 4) return plain(raw);
  return name === "w" ? filter(raw) : image(raw);
}

export function operation({ work, settings }: Task, tensors: ReadonlyMap<string, RawTensor>): Prepared {
  const { compute, restore } = operations[work]!;
  const inputs = [...tensors].map(([name, raw]) => load(name, raw));
  return {
    run: () => {
      tf.tidy(() => void compute(inputs, settings));
      return undefined;
    },
    output: () =>
      tf.tidy(() => {
        const y = compute(inputs, settings);
        return (restore ? tf.transpose(y, [...restore]) : y).dataSync().slice() as Float32Array;
      }),
    release: () => tf.dispose(inputs),
  };
}
