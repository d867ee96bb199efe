import { lax, nn, numpy as np } from "@jax-js/jax";

/** jax-js's array; a function that is given one owns it, and `.ref` makes another owner. */
export type JaxArray = np.Array;

/** Parameters by path, each taken once. */
export type Take = (path: string) => JaxArray;

export const affine = (take: Take, path: string, x: JaxArray): JaxArray =>
  np.matmul(x, take(`${path}.weight`)).add(take(`${path}.bias`));

/** 3 × 3 with zeros around, NCHW as jax-js has it. */
export function convolution(take: Take, path: string, x: JaxArray, bias: boolean): JaxArray {
  const y = lax.convGeneralDilated(x, take(`${path}.weight`), [1, 1], "SAME");
  return bias ? y.add(take(`${path}.bias`).reshape([1, -1, 1, 1])) : y;
}

/** By the batch's statistics. Running ones are left out, which spares jax-js a little work. */
export function batchNorm(take: Take, path: string, x: JaxArray): JaxArray {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  return normalize(
    take,
    path,
    x,
    axes,
    x.shape.map((n, axis) => (axis === 1 ? n : 1)),
  );
}

export const layerNorm = (take: Take, path: string, x: JaxArray): JaxArray =>
  normalize(take, path, x, [x.shape.length - 1], [x.shape.at(-1)!]);

function normalize(take: Take, path: string, x: JaxArray, axes: number[], along: number[]): JaxArray {
  const centred = x.ref.sub(np.mean(x, axes, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), axes, { keepdims: true });
  const scaled = centred.div(np.sqrt(variance.add(1e-5)));
  return scaled.mul(take(`${path}.gamma`).reshape(along)).add(take(`${path}.beta`).reshape(along));
}

export const maxPool = (x: JaxArray): JaxArray => lax.reduceWindow(x, np.max, [2, 2], [2, 2]);

/** Self-attention with PyTorch's joint projection weight, [3·size, size]. */
export function attention(take: Take, path: string, x: JaxArray, heads: number): JaxArray {
  const [n, l, size] = x.shape as [number, number, number];
  const joint = np.matmul(x, np.transpose(take(`${path}.projectionWeight`)));
  const parts = np.split(joint.add(take(`${path}.projectionBias`)), 3, 2);
  const [q, k, v] = parts.map((part) => part.reshape([n, l, heads, size / heads]));
  const mixed = nn.dotProductAttention(q!, k!, v!).reshape([n, l, size]);
  return np.matmul(mixed, np.transpose(take(`${path}.outputWeight`))).add(take(`${path}.outputBias`));
}

/** The mean over the batch of -log softmax at the label. */
export function crossEntropy(logits: JaxArray, t: JaxArray): JaxArray {
  const [rows, classes] = logits.shape as [number, number];
  return nn
    .oneHot(t, classes)
    .mul(nn.logSoftmax(logits))
    .sum()
    .mul(-1 / rows);
}
