export { type AskOptions, askAPerson, type Decision } from "./abstention/askAPerson.js";
export type { RatedOutcomes } from "./abstention/ratedOutcomes.js";
export { RiskCoverage, riskCoverage } from "./abstention/riskCoverage.js";
export {
  type GuaranteedThreshold,
  type NoThreshold,
  type ThresholdOptions,
  thresholdForRisk,
} from "./abstention/thresholdForRisk.js";
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
export { type CalibrateOptions, type CalibrationMethod, calibrate } from "./calibration/calibrate.js";
export type { Calibration, CalibrationJSON, LogitOutcomes } from "./calibration/calibration.js";
export { calibrationFromJSON } from "./calibration/calibrationFromJSON.js";
export { IsotonicCalibration, type IsotonicJSON } from "./calibration/isotonic.js";
export type { Corners } from "./calibration/poolAdjacentViolators.js";
export { type TemperatureJSON, TemperatureScaling } from "./calibration/temperature.js";
export { type VectorJSON, VectorScaling } from "./calibration/vector.js";
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
export type { ClassScore, ScoreOption } from "./conformal/classScore.js";
export {
  ConformalClasses,
  type ConformalClassesJSON,
  type ConformalClassesOptions,
  conformalClasses,
} from "./conformal/conformalClasses.js";
export {
  ConformalNumbers,
  type ConformalNumbersJSON,
  type ConformalNumbersOptions,
  conformalNumbers,
  type NumberIntervals,
} from "./conformal/conformalNumbers.js";
export { conformalRank, fewestFor, type WhenTooSmall } from "./conformal/conformalQuantile.js";
export { type ExpectedCoverage, expectedCoverage } from "./conformal/expectedCoverage.js";
export { type IntervalScores, intervalScores } from "./conformal/intervalScores.js";
export type { NumberPredictions } from "./conformal/numberPredictions.js";
export { PredictionSets, type SetScores, setScores } from "./conformal/predictionSets.js";
export { type ExtrapolateOptions, type Extrapolation, extrapolate } from "./learningCurve/extrapolate.js";
export {
  type LearningCurve,
  type LearningCurveOptions,
  learningCurve,
} from "./learningCurve/learningCurve.js";
export type { Needed } from "./learningCurve/neededFor.js";
export type { ScorePoint } from "./learningCurve/noise.js";
export type { CurvePoint } from "./learningCurve/points.js";
export type { ScorePrediction } from "./learningCurve/prediction.js";
export type { CurveProgress } from "./learningCurve/progress.js";
export type { ScoreName } from "./learningCurve/score.js";
export type { CurveVerdict } from "./learningCurve/verdict.js";
export type { CurveWarning } from "./learningCurve/warnings.js";
export { type ClassOutcomes, checkOutcomes } from "./outcomes.js";
export { clopperPearson } from "./proportion/clopperPearson.js";
export { wilson } from "./proportion/wilson.js";
export type { Bin, BinOptions } from "./scores/bins.js";
export { type BrierDecomposition, brierDecomposition, brierScore } from "./scores/brierScore.js";
export {
  type CalibrationErrorOptions,
  debiasedCalibrationError,
  expectedCalibrationError,
} from "./scores/calibrationError.js";
export {
  type CalibrationErrorEstimate,
  type CalibrationErrorIntervalOptions,
  calibrationErrorInterval,
} from "./scores/calibrationErrorInterval.js";
export { negativeLogLikelihood } from "./scores/negativeLogLikelihood.js";
export {
  type ReliabilityBin,
  type ReliabilityDiagramOptions,
  reliabilityDiagram,
} from "./scores/reliabilityDiagram.js";
