import {
  Affine,
  BatchNorm,
  Conv2d,
  Dropout,
  Flatten,
  GlobalAveragePool2d,
  type Layer,
  MaxPool2d,
  ReLU,
  Sequential,
  Sigmoid,
} from "@mebae/layers";
import { adam, type Optimizer, type OptimizerOptions, sgd } from "@mebae/optimizers";
import type { Shape, Variable } from "@mebae/tensor";
import { TransformerBlock } from "./transformerBlock.js";

/** A network and how it learns: what one training step computes, whatever library computes it. */
export interface Network {
  /** In words, as tables show it. */
  readonly description: string;
  /** Of a batch, which is the first axis. */
  readonly input: Shape;
  readonly classes: number;
  /** The share that its dropout layer takes away, where it has one. */
  readonly dropout?: number;
  readonly learningRate: number;
  readonly model: (dropout: number) => Layer;
  readonly optimizer: (parameters: readonly Variable[], options: OptimizerOptions) => Optimizer;
}

/** Convolution, normalization, ReLU. */
function convolve(inputs: number, outputs: number, bias: boolean): Layer[] {
  const convolution = new Conv2d(inputs, outputs, 3, { padding: "same", bias });
  return [convolution, new BatchNorm(outputs), new ReLU()];
}

/** The five training steps of the project's table of speeds, and one with batch normalization between wide layers. */
export const networks = {
  xor: {
    description: "2-8-2, batch 4, SGD",
    input: [4, 2],
    classes: 2,
    model: () => new Sequential([new Affine(2, 8), new Sigmoid(), new Affine(8, 2)]),
    learningRate: 0.1,
    optimizer: sgd,
  },
  mlp: {
    description: "784-256-10, batch 128, Adam",
    input: [128, 784],
    classes: 10,
    model: () => new Sequential([new Affine(784, 256), new ReLU(), new Affine(256, 10)]),
    learningRate: 1e-3,
    optimizer: adam,
  },
  "mlp-bn": {
    description: "784-1024-1024-10 with batch normalization, batch 128, Adam",
    input: [128, 784],
    classes: 10,
    model: () =>
      new Sequential([
        ...[new Affine(784, 1024), new BatchNorm(1024), new ReLU()],
        ...[new Affine(1024, 1024), new BatchNorm(1024), new ReLU()],
        new Affine(1024, 10),
      ]),
    learningRate: 1e-3,
    optimizer: adam,
  },
  cnn: {
    description: "28×28, two convolutions of 32 and 64 channels, dense 128, batch 64, Adam",
    input: [64, 1, 28, 28],
    classes: 10,
    dropout: 0.5,
    model: (dropout) =>
      new Sequential([
        ...[...convolve(1, 32, true), new MaxPool2d(2)],
        ...[...convolve(32, 64, true), new MaxPool2d(2)],
        ...[new Flatten(), new Affine(64 * 49, 128), new ReLU(), new Dropout(dropout)],
        new Affine(128, 10),
      ]),
    learningRate: 1e-3,
    optimizer: adam,
  },
  vgg: {
    description: "32×32×3, five 3×3 convolutions of 64 to 256 channels, batch 32, Adam",
    input: [32, 3, 32, 32],
    classes: 10,
    model: () =>
      new Sequential([
        ...[...convolve(3, 64, false), ...convolve(64, 64, false), new MaxPool2d(2)],
        ...[...convolve(64, 128, false), ...convolve(128, 128, false), new MaxPool2d(2)],
        ...[...convolve(128, 256, false), new GlobalAveragePool2d(), new Affine(256, 10)],
      ]),
    learningRate: 1e-3,
    optimizer: adam,
  },
  transformer: {
    description: "one block, 64 tokens of 128, 4 heads, GELU, batch 16, Adam",
    input: [16, 64, 128],
    classes: 10,
    model: () => new TransformerBlock(128, 4, 10),
    learningRate: 1e-3,
    optimizer: adam,
  },
} as const satisfies Record<string, Network>;

export type NetworkName = keyof typeof networks;

export const networkNames = Object.keys(networks) as NetworkName[];
