export { breathe } from "./fit/breathe.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./fit/evaluate.js";
export type {
  CheckpointEvent,
  EpochEvent,
  EpochRecord,
  FitResult,
  StartEvent,
  StepEvent,
  StopEvent,
  StopReason,
  TrainingEvent,
} from "./fit/events.js";
export { fit } from "./fit/fit.js";
export type {
  CheckpointOptions,
  EarlyStoppingOptions,
  FitOptions,
  LearningRateSchedule,
} from "./fit/options.js";
export { Predictions, type PredictOptions, predict } from "./fit/predict.js";
export { Trainer } from "./fit/trainer.js";
export { type FileBytes, type FileStore, memoryFiles } from "./folder/files.js";
export { type LoadedModel, type LoadModelOptions, loadModel } from "./folder/loadModel.js";
export { type ModelDescription, type ModelFiles, type ModelTask, saveModel } from "./folder/saveModel.js";
export type { Fitted, Learner, LearnOptions } from "./learner/learner.js";
export {
  accuracy,
  argmaxRows,
  type ClassificationScores,
  type ClassScores,
  type ConfusionMatrix,
  classificationScores,
  confusionMatrix,
  softmaxRows,
  topKAccuracy,
} from "./metrics/classification.js";
export type { Accumulator, Metric, MetricBatch } from "./metrics/metric.js";
export {
  accuracyMetric,
  confusionMetric,
  macroMetric,
  maeMetric,
  r2Metric,
  rmseMetric,
  topKMetric,
} from "./metrics/metrics.js";
export { meanAbsoluteError, rootMeanSquaredError, rSquared } from "./metrics/regression.js";
export type { Loss, Model, TargetScale, TrainingOptimizer } from "./model.js";
export { chooseRecipe } from "./recipes/chooseRecipe.js";
export {
  type FittedKernelRidge,
  fitKernelRidge,
  type KernelRidgeFitOptions,
} from "./recipes/fixed/fitKernelRidge.js";
export { type RandomPatchesOptions, randomPatches } from "./recipes/fixed/randomPatches.js";
export type { AugmentationName } from "./recipes/images/augmentations.js";
export {
  type FittedImages,
  type ImageLearner,
  type ImageRecipeOptions,
  imageRecipe,
} from "./recipes/images/imageRecipe.js";
export type { TrainingPlan } from "./recipes/plan.js";
export type { Recipe, RecipeInput, RecipeSettings } from "./recipes/recipe.js";
export {
  type FittedTable,
  type TableLearner,
  type TableMember,
  type TableRecipeOptions,
  tableRecipe,
} from "./recipes/tables/tableRecipe.js";
export { type TrainRecipeOptions, trainRecipe } from "./recipes/trainRecipe.js";
export type { SafetensorsContent, StoredTensor } from "./safetensors/format.js";
export { readSafetensors } from "./safetensors/readSafetensors.js";
export { writeSafetensors } from "./safetensors/writeSafetensors.js";
export {
  type StrengthSearch,
  type StrengthSearchOptions,
  type StrengthTrial,
  searchStrength,
} from "./search/searchStrength.js";
