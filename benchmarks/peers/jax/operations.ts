import { blockUntilReady, grad, jit, lax, nn, numpy as np } from "@jax-js/jax";
import type { Prepared, RawTensor, Task } from "../../protocol/messages.ts";
import type { JaxArray } from "./layers.ts";
import { toArray } from "./step.ts";

const transposed = (x: JaxArray, whether: boolean) => (whether ? np.matrixTranspose(x) : x);

const convolve = (x: JaxArray, w: JaxArray) => lax.convGeneralDilated(x, w, [1, 1], "SAME");

/** Σ dy·conv(x, w) has the convolution's own gradients; the backward pass is all that is left of it after `jit`. */
const pulled = (x: JaxArray, w: JaxArray, dy: JaxArray) => convolve(x, w).mul(dy).sum();

const operations: Record<string, (inputs: JaxArray[], settings: Task["settings"]) => JaxArray> = {
  matmul: ([a, b], { transposeA, transposeB }) =>
    np.matmul(transposed(a!, transposeA === true), transposed(b!, transposeB === true)),
  conv2d: ([x, w]) => convolve(x!, w!),
  conv2dInputGradient: ([dy, w]) => {
    const [n, , height, width] = dy!.shape as [number, number, number, number];
    const x = np.zeros([n, w!.shape[1]!, height, width]);
    return grad(pulled)(x, w!, dy!);
  },
  conv2dWeightGradient: ([x, dy]) => {
    const w = np.zeros([dy!.shape[1]!, x!.shape[1]!, 3, 3]);
    return grad(pulled, { argnums: 1 })(x!, w, dy!);
  },
  relu: ([a]) => nn.relu(a!),
  mulAdd: ([a]) => a!.ref.mul(a!.ref).add(a!),
  exp: ([a]) => np.exp(a!),
  softmax: ([a]) => nn.softmax(a!, -1),
  sumRows: ([a]) => a!.sum(1),
  sumColumns: ([a]) => a!.sum(0),
};

export function operation({ work, settings }: Task, tensors: ReadonlyMap<string, RawTensor>): Prepared {
  const inputs = [...tensors.values()].map(({ data, shape }) => toArray(data, shape));
  const compiled = jit((...given: JaxArray[]) => operations[work]!(given, settings));
  const compute = () => compiled(...inputs.map((input) => input.ref)) as JaxArray;
  return {
    run: async () => {
      const result = compute();
      await blockUntilReady(result);
      result.dispose();
      return undefined;
    },
    output: async () => (await compute().data()) as Float32Array,
    release: () => {
      for (const input of inputs) input.dispose();
      compiled.dispose();
    },
  };
}
