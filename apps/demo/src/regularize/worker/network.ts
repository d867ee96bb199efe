import { Affine, BatchNorm, Dropout, type Layer, Sequential, Tanh, WeightNoise } from "@mebae/layers";
import type { Method, Setup } from "../setup.js";

/** 2 numbers in, two hidden layers of 64, 2 classes out: 4 482 numbers to learn, far more than there are examples. */
const widths = [2, 64, 64, 2] as const;

/** A network, and its Affine layers wherever they stand in it. */
export interface Network {
  readonly model: Sequential;
  readonly affines: readonly Affine[];
}

/** The network of a method. Every method begins with the same weights for the same seed. */
export function networkOf(method: Method, { seed, dropout, weightNoise }: Setup): Network {
  const affines = widths.slice(1).map((outputs, i) => new Affine(widths[i]!, outputs));
  const layers: Layer[] = [];
  affines.forEach((affine, i) => {
    layers.push(method === "weightNoise" ? new WeightNoise(affine, weightNoise) : affine);
    if (i === affines.length - 1) return;
    if (method === "batchNorm") layers.push(new BatchNorm(affine.outputs));
    layers.push(new Tanh());
    if (method === "dropout") layers.push(new Dropout(dropout));
  });
  // First as a network without anything between, since first weights are drawn by a layer's place in the network.
  new Sequential(affines, { seed });
  return { model: new Sequential(layers, { seed }), affines };
}
