import { batches, type Dataset, type ExamplePreparation } from "@mebae/data";
import { type Compiled, type Tensor, UsageError } from "@mebae/tensor";
import type { Metric } from "../metrics/metric.js";
import { accuracyMetric, r2Metric, rmseMetric } from "../metrics/metrics.js";
import type { Loss, Model, TargetScale } from "../model.js";
import { breathe } from "./breathe.js";
import { compiled } from "./compiled.js";
import { scaleTargets, targetRows, unscaleOutputs } from "./targets.js";

export interface EvaluateOptions {
  /** Measured too where it is given; on the scaled target where there is a scale. */
  readonly loss?: Loss;
  /** Default: accuracy for classes; RMSE and R² for numbers. */
  readonly metrics?: readonly Metric<unknown>[];
  /** Default 256. */
  readonly batchSize?: number;
  readonly prepare?: ExamplePreparation;
  readonly targetScale?: TargetScale;
  /** Default true; see `fit`. */
  readonly compile?: boolean;
}

export interface Evaluation {
  readonly examples: number;
  /** Mean over the examples. */
  readonly loss: number | undefined;
  /** By the metrics' names; those that aren't numbers (the confusion matrix) as they are. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

/** What is measured where nothing else is asked for. */
export function defaultMetrics(dataset: Dataset): readonly Metric[] {
  return dataset.target?.kind === "numbers" ? [rmseMetric, r2Metric] : [accuracyMetric];
}

/** A network in inference mode on one batch: its outputs, and the loss where one is measured. */
export type EvaluationStep = (x: Tensor, t: Tensor) => { readonly outputs: Tensor; readonly value?: Tensor };

/** The evaluation of a model's batches, compiled unless told otherwise. */
export function evaluationStep(model: Model, loss?: Loss, isCompiled?: boolean): Compiled<EvaluationStep> {
  const step: EvaluationStep = (x, t) => {
    const outputs = model.forward(x);
    return loss ? { outputs, value: loss(outputs, t) } : { outputs };
  };
  return compiled("evaluate", step, isCompiled);
}

/**
 * Runs the network, in inference mode, over a data set with a target and measures it.
 * @throws UsageError when the data set has no examples, or no target.
 */
export async function evaluate(
  model: Model,
  dataset: Dataset,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  using step = evaluationStep(model, options.loss, options.compile);
  return await measure(step, dataset, options);
}

/** `evaluate` with a step that may be used again. */
export async function measure(
  step: EvaluationStep,
  dataset: Dataset,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { loss, batchSize = 256, prepare, targetScale } = options;
  const { target } = dataset;
  if (!target || dataset.length === 0)
    throw new UsageError(`evaluate: ${dataset.name} has no ${target ? "examples" : "target"}`);
  const metrics = options.metrics ?? defaultMetrics(dataset);
  const accumulators = metrics.map((metric) => metric.start());
  const scale = target.kind === "numbers" ? targetScale : undefined;
  let lossSum = 0;
  for await (const { x, t, indices } of batches(scaleTargets(dataset, scale), { batchSize, prepare })) {
    const { outputs, value } = step(x, t);
    using _outputs = outputs;
    using _value = value;
    if (value) lossSum += (await value.item()) * indices.length;
    const data = unscaleOutputs(await outputs.data(), scale);
    const batch = { outputs: data, width: widthOf(outputs), target: targetRows(target, indices) };
    for (const accumulator of accumulators) accumulator.add(batch);
    await breathe();
  }
  const results = metrics.map(({ name }, i) => [name, accumulators[i]!.result()] as const);
  return {
    examples: dataset.length,
    loss: loss ? lossSum / dataset.length : undefined,
    metrics: Object.fromEntries(results),
  };
}

/** Values an example in a batch of outputs. */
export function widthOf(outputs: Tensor): number {
  return outputs.shape.slice(1).reduce((product, extent) => product * extent, 1);
}
