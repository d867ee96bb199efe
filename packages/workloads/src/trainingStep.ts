import type { Layer } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import type { Optimizer } from "@mebae/optimizers";
import { Key, type Tensor, valueAndGrad } from "@mebae/tensor";
import type { Network } from "./networks.js";

/** One network in training, on one batch over and over. */
export interface TrainingStep extends Disposable {
  readonly model: Layer;
  readonly optimizer: Optimizer;
  /** Forward, loss, backward and update; gives the loss as a number, so that nothing is left in flight. */
  run(): number;
  dispose(): void;
}

export interface TrainingStepOptions {
  /** The share that dropout takes away; the network's own by default. */
  readonly dropout?: number;
}

/** A step of `network` on x (of its `input` shape) and labels t, int32 [batch]; both stay the caller's. */
export function trainingStep(
  network: Network,
  x: Tensor,
  t: Tensor,
  { dropout = network.dropout ?? 0 }: TrainingStepOptions = {},
): TrainingStep {
  const model = network.model(dropout).initialize(0);
  const parameters = model.parameters();
  const optimizer = network.optimizer(parameters);
  let key = new Key(0);
  const run = () => {
    key = key.next();
    using result = valueAndGrad(
      () => softmaxCrossEntropy(model.forward(x, { training: true, key }), t),
      parameters,
    );
    optimizer.step(result.gradients);
    return result.value.itemSync() as number;
  };
  const dispose = () => {
    optimizer.dispose();
    model.dispose();
  };
  return { model, optimizer, run, dispose, [Symbol.dispose]: dispose };
}
