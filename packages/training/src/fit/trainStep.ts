import { type Compiled, type Key, type Tensor, valueAndGrad } from "@mebae/tensor";
import type { Loss, Model, TrainingOptimizer } from "../model.js";
import { compiled } from "./compiled.js";

/** One step down the gradients of the loss on a batch; gives the loss. `key` is for what is random in the network. */
export type TrainStep = (x: Tensor, t: Tensor, key: Key) => Tensor;

/** The training step of a model, compiled unless told otherwise. */
export function trainStep(
  model: Model,
  loss: Loss,
  optimizer: TrainingOptimizer,
  isCompiled?: boolean,
): Compiled<TrainStep> {
  const step: TrainStep = (x, t, key) => {
    const { value, gradients } = valueAndGrad(
      () => loss(model.forward(x, { training: true, key }), t),
      [...optimizer.parameters],
    );
    optimizer.step(gradients);
    return value;
  };
  return compiled("fit", step, isCompiled);
}
