import * as tf from "@tensorflow/tfjs";
import { affine, attention, batchNorm, convolution, gelu, layerNorm, maxPool, type Take } from "./layers.ts";

export type Forward = (take: Take, x: tf.Tensor, dropout: number) => tf.Tensor;

const convolve = (take: Take, at: number, x: tf.Tensor, bias: boolean) =>
  tf.relu(batchNorm(take, `layers.${at + 1}`, convolution(take, `layers.${at}`, x, bias)));

/** An affine layer of each token of x [n, l, size]. */
function affineOfTokens(take: Take, path: string, x: tf.Tensor): tf.Tensor {
  const [n, l, size] = x.shape as [number, number, number];
  return tf.reshape(affine(take, path, tf.reshape(x, [n * l, size])), [n, l, -1]);
}

export const networks: Record<string, Forward> = {
  xor: (take, x) => affine(take, "layers.2", tf.sigmoid(affine(take, "layers.0", x))),
  mlp: (take, x) => affine(take, "layers.2", tf.relu(affine(take, "layers.0", x))),
  "mlp-bn": (take, x) => {
    const h = tf.relu(batchNorm(take, "layers.1", affine(take, "layers.0", x)));
    return affine(take, "layers.6", tf.relu(batchNorm(take, "layers.4", affine(take, "layers.3", h))));
  },
  cnn: (take, x, dropout) => {
    const h = maxPool(convolve(take, 4, maxPool(convolve(take, 0, x, true)), true));
    const dense = tf.relu(affine(take, "layers.9", tf.reshape(h, [h.shape[0]!, -1])));
    return affine(take, "layers.12", dropout > 0 ? tf.dropout(dense, dropout) : dense);
  },
  vgg: (take, x) => {
    const low = maxPool(convolve(take, 3, convolve(take, 0, x, false), false));
    const middle = maxPool(convolve(take, 10, convolve(take, 7, low, false), false));
    return affine(take, "layers.18", tf.mean(convolve(take, 14, middle, false), [1, 2]));
  },
  transformer: (take, x) => {
    const h = tf.add(x, attention(take, "attention", layerNorm(take, "norm1", x), 4));
    const wide = gelu(affineOfTokens(take, "mlp.layers.0", layerNorm(take, "norm2", h)));
    const y = tf.add(h, affineOfTokens(take, "mlp.layers.2", wide));
    return affine(take, "head", tf.mean(y, 1));
  },
};
