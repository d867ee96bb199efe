export { type AdagradOptions, adagrad } from "./adagrad.js";
export { type AdamOptions, adam, adamW } from "./adam.js";
export { clipByNorm, clipByValue, globalNorm } from "./clip.js";
export { choleskyFactor, choleskyInverse, choleskySolve } from "./linear/cholesky.js";
export { type SymmetricEigen, symmetricEigen } from "./linear/symmetricEigen.js";
export { minimize, minimizeSteps } from "./minimize/minimize.js";
export type { MinimizeOptions, Minimum, MinimumStatus, Objective } from "./minimize/objective.js";
export { type MomentumOptions, momentum, nesterov } from "./momentum.js";
export {
  Optimizer,
  type OptimizerOptions,
  type Rule,
  type Update,
} from "./optimizer.js";
export type { ParameterGroup } from "./parameterGroups.js";
export { type RmspropOptions, rmsprop } from "./rmsprop.js";
export {
  constantSchedule,
  cosine,
  exponentialDecay,
  oneCycle,
  Plateau,
  type PlateauState,
  type Schedule,
  stepDecay,
  warmUp,
} from "./schedules.js";
export { sgd } from "./sgd.js";
