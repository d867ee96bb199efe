import type { ExamplesOptions } from "./examplesOf.js";
import type { OpenTrainingOptions } from "./openTraining.js";

/** Which data to learn from, and what in them is asked for: what train, compare and learning-curve have in common. */
export interface TrainingDataOptions extends OpenTrainingOptions, ExamplesOptions {}
