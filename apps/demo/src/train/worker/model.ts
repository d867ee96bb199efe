import {
  Affine,
  BatchNorm,
  Conv2d,
  Dropout,
  Flatten,
  GaussianNoise,
  GELU,
  type Layer,
  LeakyReLU,
  MaxPool2d,
  ReLU,
  Sequential,
  Sigmoid,
  SiLU,
  Tanh,
  WeightNoise,
} from "@mebae/layers";
import { fitLayers } from "../setup/fit.js";
import { type LayerChoice, type LayerType, layerKinds, type Shape } from "../setup/layers.js";
import type { Setup } from "../setup/setup.js";

/** Makes a layer of a type from its fields and the shape that comes in. */
type Make = (values: LayerChoice["values"], input: Shape) => Layer;

const make: Readonly<Record<LayerType, Make>> = {
  Affine: ({ outputs }, [inputs]) => new Affine(inputs!, outputs!),
  Conv2d: ({ channels, size, stride }, [inputs]) =>
    new Conv2d(inputs!, channels!, size!, { stride: stride!, padding: "same" }),
  MaxPool2d: ({ size }) => new MaxPool2d(size!),
  Flatten: () => new Flatten(),
  ReLU: () => new ReLU(),
  LeakyReLU: () => new LeakyReLU(),
  Tanh: () => new Tanh(),
  Sigmoid: () => new Sigmoid(),
  GELU: () => new GELU(),
  SiLU: () => new SiLU(),
  BatchNorm: (_, [channels]) => new BatchNorm(channels!),
  Dropout: ({ probability }) => new Dropout(probability!),
  GaussianNoise: ({ deviation }) => new GaussianNoise(deviation!),
};

/** The network of a set-up: its layers, and an affine one at the end with an output for each class or number. */
export function buildModel(
  { layers, regularization, seed }: Pick<Setup, "layers" | "regularization" | "seed">,
  input: Shape,
  outputs: number,
): Sequential {
  const { inputs, misfit } = fitLayers(layers, input, outputs);
  if (misfit) throw new Error(`layer ${misfit.layer + 1} doesn't fit its input [${misfit.got.join(", ")}]`);
  const { inputNoise, weightNoise } = regularization;
  const noisy = (layer: Layer) => (weightNoise > 0 ? new WeightNoise(layer, weightNoise) : layer);
  const list = layers.map(({ type, values }, i) => {
    const layer = make[type](values, inputs[i]!);
    return layerKinds[type].parameters(values, inputs[i]!) > 0 ? noisy(layer) : layer;
  });
  const output = new Affine(inputs.at(-1)![0]!, outputs);
  const noise = inputNoise > 0 ? [new GaussianNoise(inputNoise)] : [];
  return new Sequential([...noise, ...list, noisy(output)], { seed });
}
