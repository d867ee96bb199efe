import { type LayerChoice, newLayer } from "./layers.js";
import type { DataChoice, OptimizerName, Setup } from "./setup.js";

export type PresetName = "small" | "convolutional" | "linear" | "deep";

/** Kinds of inputs, for which other networks are right. */
export type InputKind = "image" | "row";

const layers = (...list: readonly (readonly [LayerChoice["type"], Record<string, number>?])[]) =>
  list.map(([type, values]) => newLayer(type, values));

/** Networks to begin with, by what goes into them; the first is the default. */
export const presets: Readonly<
  Record<InputKind, Readonly<Partial<Record<PresetName, readonly LayerChoice[]>>>>
> = {
  image: {
    convolutional: layers(
      ["Conv2d", { channels: 8 }],
      ["ReLU"],
      ["MaxPool2d"],
      ["Conv2d", { channels: 16 }],
      ["ReLU"],
      ["MaxPool2d"],
      ["Flatten"],
    ),
    small: layers(["Flatten"], ["Affine", { outputs: 32 }], ["ReLU"]),
    deep: layers(
      ["Conv2d", { channels: 16 }],
      ["BatchNorm"],
      ["ReLU"],
      ["MaxPool2d"],
      ["Conv2d", { channels: 32 }],
      ["BatchNorm"],
      ["ReLU"],
      ["MaxPool2d"],
      ["Flatten"],
      ["Affine", { outputs: 64 }],
      ["ReLU"],
      ["Dropout"],
    ),
    linear: layers(["Flatten"]),
  },
  row: {
    small: layers(["Affine", { outputs: 16 }], ["Tanh"], ["Affine", { outputs: 16 }], ["Tanh"]),
    deep: layers(
      ["Affine", { outputs: 64 }],
      ["ReLU"],
      ["Affine", { outputs: 64 }],
      ["ReLU"],
      ["Affine", { outputs: 32 }],
      ["ReLU"],
    ),
    linear: [],
  },
};

export const inputKindOf = ({ kind }: DataChoice): InputKind => (kind === "digits" ? "image" : "row");

export const defaultLayers = (kind: InputKind): readonly LayerChoice[] => Object.values(presets[kind])[0]!;

/** A learning rate that suits each optimizer at first. */
export const usualLearningRate: Readonly<Record<OptimizerName, number>> = {
  sgd: 0.1,
  momentum: 0.03,
  nesterov: 0.03,
  adagrad: 0.03,
  rmsprop: 0.003,
  adam: 0.005,
  adamW: 0.005,
};

export const defaultData = {
  digits: { kind: "digits", count: 1500, size: 24 },
  shape: { kind: "shape", shape: "moons", count: 300, noise: 0.15 },
  files: { kind: "files", task: "automatic" },
} as const satisfies Record<DataChoice["kind"], DataChoice>;

export const defaultSetup: Setup = {
  data: defaultData.digits,
  layers: defaultLayers("image"),
  optimization: {
    name: "adam",
    learningRate: usualLearningRate.adam,
    schedule: "constant",
    batchSize: 32,
    epochs: 15,
  },
  regularization: {
    weightDecay: 0,
    l2: 0,
    labelSmoothing: 0,
    weightNoise: 0,
    inputNoise: 0,
    patience: 0,
    augmentation: "none",
  },
  validation: 0.2,
  seed: 1,
};

/** How many epochs suit each kind of data at first: few points want many. */
export const usualEpochs: Readonly<Record<DataChoice["kind"], number>> = {
  digits: 15,
  shape: 100,
  files: 40,
};
