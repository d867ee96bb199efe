export type { GaussianMixtureOptions } from "./gaussianEm.js";
export { GaussianMixture, type GaussianMixtureShape } from "./gaussianMixture.js";
export type {
  GaussianMixtureDistribution,
  GaussianMixtureParameters,
} from "./gaussianMixtureDistribution.js";
export type { CovarianceKind } from "./gaussianModel.js";
export { Mixture } from "./mixture.js";
export type { MixtureDistribution, MixtureParameters } from "./mixtureDistribution.js";
export type { MixtureOptions } from "./options.js";
