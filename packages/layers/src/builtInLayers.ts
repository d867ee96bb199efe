import { GELU } from "./activations/gelu.js";
import { LeakyReLU } from "./activations/leakyRelu.js";
import { ReLU } from "./activations/relu.js";
import { Sigmoid } from "./activations/sigmoid.js";
import { SiLU } from "./activations/silu.js";
import { Softmax } from "./activations/softmax.js";
import { Tanh } from "./activations/tanh.js";
import { Add } from "./add.js";
import { Affine } from "./affine.js";
import { AveragePool2d } from "./averagePool2d.js";
import { BatchNorm } from "./batchNorm.js";
import { Conv1d } from "./conv1d.js";
import { Conv2d } from "./conv2d.js";
import { Dropout } from "./dropout.js";
import { Embedding } from "./embedding.js";
import { Ensemble } from "./ensemble.js";
import { Flatten } from "./flatten.js";
import { GaussianNoise } from "./gaussianNoise.js";
import { GlobalAveragePool2d } from "./globalAveragePool2d.js";
import { GRU } from "./gru.js";
import type { LayerClass } from "./json.js";
import { KernelRidge } from "./kernelRidge.js";
import { LayerNorm } from "./layerNorm.js";
import { MaxPool2d } from "./maxPool2d.js";
import { MultiHeadAttention } from "./multiHeadAttention.js";
import { Multiply } from "./multiply.js";
import { PatchFeatures } from "./patchFeatures.js";
import { PiecewiseLinear } from "./piecewiseLinear.js";
import { Residual } from "./residual.js";
import { Scattering } from "./scattering.js";
import { Sequential } from "./sequential.js";
import { ViewAverage } from "./viewAverage.js";
import { WeightNoise } from "./weightNoise.js";

/** Every layer of this package, for `layerFromJSON` where bundle size doesn't matter; else list the ones you use. */
export const builtInLayers: readonly LayerClass[] = [
  Add,
  Affine,
  AveragePool2d,
  BatchNorm,
  Conv1d,
  Conv2d,
  Dropout,
  Embedding,
  Ensemble,
  Flatten,
  GELU,
  GRU,
  GaussianNoise,
  GlobalAveragePool2d,
  KernelRidge,
  LayerNorm,
  LeakyReLU,
  MaxPool2d,
  MultiHeadAttention,
  Multiply,
  PatchFeatures,
  PiecewiseLinear,
  ReLU,
  Residual,
  Scattering,
  Sequential,
  SiLU,
  Sigmoid,
  Softmax,
  Tanh,
  ViewAverage,
  WeightNoise,
];
