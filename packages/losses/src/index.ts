export { type BinaryCrossEntropyOptions, binaryCrossEntropy } from "./binaryCrossEntropy.js";
export { type GaussianOptions, gaussianNegativeLogLikelihood } from "./gaussianNegativeLogLikelihood.js";
export { type HuberOptions, huber } from "./huber.js";
export { klDivergence } from "./klDivergence.js";
export { meanAbsoluteError } from "./meanAbsoluteError.js";
export { meanSquaredError } from "./meanSquaredError.js";
export { poissonNegativeLogLikelihood } from "./poissonNegativeLogLikelihood.js";
export type { LossOptions, Reduction } from "./reduce.js";
export { type SoftmaxCrossEntropyOptions, softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
