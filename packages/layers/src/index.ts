export { Activation } from "./activations/activation.js";
export { GELU, type GELUOptions } from "./activations/gelu.js";
export { LeakyReLU } from "./activations/leakyRelu.js";
export { ReLU } from "./activations/relu.js";
export { Sigmoid } from "./activations/sigmoid.js";
export { SiLU } from "./activations/silu.js";
export { Softmax } from "./activations/softmax.js";
export { Tanh } from "./activations/tanh.js";
export { Add } from "./add.js";
export { Affine, type AffineOptions } from "./affine.js";
export { AveragePool2d, type AveragePool2dOptions } from "./averagePool2d.js";
export { BatchNorm, type BatchNormOptions } from "./batchNorm.js";
export { builtInLayers } from "./builtInLayers.js";
export { Conv1d, type Conv1dOptions } from "./conv1d.js";
export { Conv2d, type Conv2dOptions, type Pair } from "./conv2d.js";
export { Dropout } from "./dropout.js";
export { Embedding, type EmbeddingOptions } from "./embedding.js";
export { Ensemble, type EnsembleOptions } from "./ensemble.js";
export { Flatten } from "./flatten.js";
export { GaussianNoise } from "./gaussianNoise.js";
export { GlobalAveragePool2d } from "./globalAveragePool2d.js";
export { GRU, type GRUOptions } from "./gru.js";
export { constant } from "./initializers/constant.js";
export { gaussian } from "./initializers/gaussian.js";
export { heNormal, heUniform } from "./initializers/he.js";
export type { Fans, Initializer } from "./initializers/initializer.js";
export { orthogonal } from "./initializers/orthogonal.js";
export { xavierNormal, xavierUniform } from "./initializers/xavier.js";
export { type LayerClass, type LayerJSON, layerFromJSON } from "./json.js";
export { KernelRidge, type KernelRidgeOptions } from "./kernelRidge.js";
export { type AnyLayer, type ForwardOptions, Layer, type LayerInput } from "./layer.js";
export { LayerNorm, type LayerNormOptions } from "./layerNorm.js";
export { MaxPool2d, type Pool2dOptions } from "./maxPool2d.js";
export type { OutputKind } from "./meanOutput.js";
export {
  type AttentionInput,
  MultiHeadAttention,
  type MultiHeadAttentionOptions,
} from "./multiHeadAttention.js";
export { Multiply } from "./multiply.js";
export { Parameter, type ParameterOptions } from "./parameter.js";
export { PatchFeatures, type PatchFeaturesOptions } from "./patchFeatures.js";
export { PiecewiseLinear, type PiecewiseLinearOptions } from "./piecewiseLinear.js";
export { Residual } from "./residual.js";
export { Scattering, type ScatteringOptions } from "./scattering.js";
export { Sequential, type SequentialOptions } from "./sequential.js";
export { Summary, type SummaryOptions, type SummaryRow } from "./summary.js";
export { ViewAverage, type ViewAverageOptions } from "./viewAverage.js";
export { WeightNoise } from "./weightNoise.js";
