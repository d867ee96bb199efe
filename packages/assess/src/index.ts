export { classicalLearners } from "./baselines/classicalLearners.js";
export { type GradientBoostingOptions, gradientBoosting } from "./baselines/gradientBoosting.js";
export { type LogisticRegressionOptions, logisticRegression } from "./baselines/logisticRegression.js";
export { majorityClass } from "./baselines/majorityClass.js";
export { meanValue } from "./baselines/meanValue.js";
export { naiveBayes } from "./baselines/naiveBayes.js";
export { type NearestNeighboursOptions, nearestNeighbours } from "./baselines/nearestNeighbours.js";
export { type RandomForestOptions, randomForest } from "./baselines/randomForest.js";
export { type RidgeRegressionOptions, ridgeRegression } from "./baselines/ridgeRegression.js";
export { type SupportVectorMachineOptions, supportVectorMachine } from "./baselines/supportVectorMachine.js";
export {
  type CompareOptions,
  type CompareProgress,
  type Comparison,
  compare,
  type LearnerResult,
} from "./comparison/compare.js";
export { correctedInterval, type PairedInterval } from "./comparison/correctedInterval.js";
export { type Difference, differenceBetween } from "./comparison/differences.js";
export { holm } from "./comparison/holm.js";
export { type McNemar, mcNemar } from "./comparison/mcNemar.js";
export type { MetricName } from "./comparison/metrics.js";
export type { Rival, Verdict } from "./comparison/verdict.js";
export { type ClassOutcomes, checkOutcomes } from "./outcomes.js";
