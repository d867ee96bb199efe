export type { Predictors } from "./design.js";
export type { RegressionInput } from "./input.js";
export { type LinearInput, LinearResult, linearRegression } from "./linear.js";
export { type LogisticInput, LogisticResult, logisticRegression } from "./logistic.js";
export {
  type ByClass,
  type MultinomialInput,
  MultinomialResult,
  multinomialRegression,
} from "./multinomial.js";
export { type PoissonInput, PoissonResult, poissonRegression } from "./poisson.js";
export { type LinearPredictor, type RegressionIntervalOptions, RegressionResult } from "./result.js";
export { type ByName, SinglePredictorResult } from "./singlePredictor.js";
