import type { Dataset } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import type { TrainingEvent } from "@mebae/training";
import type { EpochFacts } from "../report.js";
import type { TrainingData } from "./data/trainingData.js";

/** So many training examples tell the training accuracy. */
const mostJudged = 256;

/** The training examples that tell the training accuracy, evenly taken. */
export function judgedOf(train: Dataset): Dataset {
  const count = Math.min(mostJudged, train.length);
  return train.subset(Array.from({ length: count }, (_, i) => Math.floor((i * train.length) / count)));
}

/** What an epoch came to: the trainer's own figures, and of classes the accuracy on examples that were learned from. */
export async function factsOf(
  event: Extract<TrainingEvent, { type: "epoch" }>,
  model: Sequential,
  { facts, prepare }: TrainingData,
  judged: Dataset,
): Promise<EpochFacts> {
  const { epoch, step, loss, validationLoss = Number.NaN, metrics } = event;
  const common = { epoch, step, loss, validationLoss };
  if (facts.task === "regression") return { ...common, rSquared: metrics["r2"], rmse: metrics["rmse"] };
  const { evaluate } = await import("./training.js");
  const training = await evaluate(model, judged, { ...(prepare && { prepare }) });
  const trainingAccuracy = training.metrics["accuracy"] as number;
  return { ...common, accuracy: metrics["accuracy"], trainingAccuracy };
}
