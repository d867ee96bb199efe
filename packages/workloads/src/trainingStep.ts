import type { Layer } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import type { Optimizer } from "@mebae/optimizers";
import { compile, Key, scope, type Tensor, valueAndGrad } from "@mebae/tensor";
import type { Network } from "./networks.js";

/** One network in training, on one batch over and over. */
export interface TrainingStep extends Disposable {
  readonly model: Layer;
  readonly optimizer: Optimizer;
  /** Forward, loss, backward and update; gives the loss as a number, so that nothing is left in flight. */
  run(): number;
  /** The same without waiting; the loss is the caller's. */
  record(): Tensor;
  dispose(): void;
}

export interface TrainingStepOptions {
  /** The share that dropout takes away; the network's own by default. */
  readonly dropout?: number;
  /** The network's own by default. */
  readonly learningRate?: number;
  /** Whether the step is one compiled function, as `fit` has it, or op after op. True by default. */
  readonly compiled?: boolean;
}

/** A step of `network` on x (of its `input` shape) and labels t, int32 [batch]; both stay the caller's. */
export function trainingStep(
  network: Network,
  x: Tensor,
  t: Tensor,
  {
    dropout = network.dropout ?? 0,
    learningRate = network.learningRate,
    compiled = true,
  }: TrainingStepOptions = {},
): TrainingStep {
  const model = network.model(dropout).initialize(0);
  const parameters = model.parameters();
  const optimizer = network.optimizer(parameters, { learningRate });
  const step = (images: Tensor, labels: Tensor, key: Key) => {
    const result = valueAndGrad(
      () => softmaxCrossEntropy(model.forward(images, { training: true, key }), labels),
      parameters,
    );
    optimizer.step(result.gradients);
    return result.value;
  };
  const program = compiled ? compile(step) : undefined;
  let key = new Key(0);
  const record = () => {
    key = key.next();
    return program ? program(x, t, key) : scope(() => step(x, t, key));
  };
  const run = () => {
    using loss = record();
    return loss.itemSync() as number;
  };
  const dispose = () => {
    program?.dispose();
    optimizer.dispose();
    model.dispose();
  };
  return { model, optimizer, run, record, dispose, [Symbol.dispose]: dispose };
}
