import type { Augmentation } from "@mebae/data";
import { meanSquaredError, softmaxCrossEntropy } from "@mebae/losses";
import {
  adagrad,
  adam,
  adamW,
  cosine,
  momentum,
  nesterov,
  type Optimizer,
  type OptimizerOptions,
  oneCycle,
  rmsprop,
  type Schedule,
  sgd,
} from "@mebae/optimizers";
import type { Variable } from "@mebae/tensor";
import type { Loss } from "@mebae/training";
import type { Task } from "../report.js";
import type { OptimizerName, Regularization, Setup } from "../setup/setup.js";

type MakeOptimizer = (parameters: readonly Variable[], options: OptimizerOptions) => Optimizer;

const optimizers: Readonly<Record<OptimizerName, MakeOptimizer>> = {
  ...{ sgd, momentum, nesterov, adagrad, rmsprop, adam, adamW },
};

export function optimizerOf(
  { optimization, regularization }: Setup,
  parameters: readonly Variable[],
): Optimizer {
  const { name, learningRate } = optimization;
  const { weightDecay, l2 } = regularization;
  return optimizers[name](parameters, { learningRate, weightDecay, l2 });
}

export function scheduleOf({ optimization: { schedule } }: Setup, steps: number): Schedule | undefined {
  if (schedule === "constant") return undefined;
  return schedule === "cosine" ? cosine(steps) : oneCycle(steps);
}

export function lossOf(task: Task, { labelSmoothing }: Regularization): Loss {
  if (task === "regression") return meanSquaredError;
  return (logits, target) => softmaxCrossEntropy(logits, target, { labelSmoothing });
}

/** Fetched when it is first wanted: it is as large as a network. */
export async function augmentationOf(
  { augmentation }: Regularization,
  isImage: boolean,
): Promise<Augmentation | undefined> {
  if (augmentation === "none" || !isImage) return undefined;
  const { augmentations } = await import("./augmentations.js");
  return augmentations[augmentation]();
}
