import { nn, numpy as np, random } from "@jax-js/jax";
import {
  affine,
  attention,
  batchNorm,
  convolution,
  type JaxArray,
  layerNorm,
  maxPool,
  type Take,
} from "./layers.ts";

/** Logits of each network; `dropout` takes the share away by a key. */
export type Forward = (take: Take, x: JaxArray, dropout: (x: JaxArray) => JaxArray) => JaxArray;

const convolve = (take: Take, at: number, x: JaxArray, bias: boolean) =>
  nn.relu(batchNorm(take, `layers.${at + 1}`, convolution(take, `layers.${at}`, x, bias)));

export const networks: Record<string, Forward> = {
  xor: (take, x) => affine(take, "layers.2", nn.sigmoid(affine(take, "layers.0", x))),
  mlp: (take, x) => affine(take, "layers.2", nn.relu(affine(take, "layers.0", x))),
  "mlp-bn": (take, x) => {
    const h = nn.relu(batchNorm(take, "layers.1", affine(take, "layers.0", x)));
    return affine(take, "layers.6", nn.relu(batchNorm(take, "layers.4", affine(take, "layers.3", h))));
  },
  cnn: (take, x, dropout) => {
    const h = maxPool(convolve(take, 4, maxPool(convolve(take, 0, x, true)), true));
    const flat = h.reshape([h.shape[0]!, -1]);
    return affine(take, "layers.12", dropout(nn.relu(affine(take, "layers.9", flat))));
  },
  vgg: (take, x) => {
    const low = maxPool(convolve(take, 3, convolve(take, 0, x, false), false));
    const middle = maxPool(convolve(take, 10, convolve(take, 7, low, false), false));
    return affine(take, "layers.18", np.mean(convolve(take, 14, middle, false), [2, 3]));
  },
  transformer: (take, x) => {
    const h = x.ref.add(attention(take, "attention", layerNorm(take, "norm1", x), 4));
    const wide = affine(take, "mlp.layers.0", layerNorm(take, "norm2", h.ref));
    const y = h.add(affine(take, "mlp.layers.2", nn.gelu(wide, { approximate: false })));
    return affine(take, "head", np.mean(y, 1));
  },
};

/** Inverted dropout by a key of this step. */
export function dropoutBy(key: JaxArray, probability: number): (x: JaxArray) => JaxArray {
  return (x) => {
    const kept = random.bernoulli(key, 1 - probability, x.shape);
    return np.where(kept, x.div(1 - probability), 0);
  };
}
