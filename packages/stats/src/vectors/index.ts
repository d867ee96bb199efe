export { MultivariateNormal } from "./multivariateNormal.js";
export type {
  MultivariateNormalDistribution,
  MultivariateNormalParameters,
} from "./multivariateNormalDistribution.js";
