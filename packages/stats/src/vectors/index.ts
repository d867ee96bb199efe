export {
  Categorical,
  type CategoricalDistribution,
  type CategoricalOptions,
  type CategoricalParameters,
} from "./categorical.js";
export { Dirichlet } from "./dirichlet.js";
export type { DirichletDistribution, DirichletParameters } from "./dirichletDistribution.js";
export { Multinomial, type MultinomialDistribution, type MultinomialParameters } from "./multinomial.js";
export { MultivariateNormal } from "./multivariateNormal.js";
export type {
  MultivariateNormalDistribution,
  MultivariateNormalParameters,
} from "./multivariateNormalDistribution.js";
