import { UsageError, type Variable } from "@mebae/tensor";
import type { FitOptions } from "./options.js";

/** @throws UsageError naming the option that is out of range, or lacks another that it needs. */
export function checkOptions(options: FitOptions): void {
  const { epochs, batchSize, readLossEvery, checkpoint, earlyStopping, validation, train } = options;
  checkCount("epochs", epochs, 0);
  checkCount("batchSize", batchSize, 1);
  checkCount("readLossEvery", readLossEvery, 1);
  checkCount("checkpoint.everySteps", checkpoint?.everySteps, 1);
  checkCount("checkpoint.everyEpochs", checkpoint?.everyEpochs, 1);
  if (!train.target) throw new UsageError(`fit: ${train.name} has no target to learn`);
  if (earlyStopping && !validation) throw new UsageError("fit: earlyStopping needs validation data");
  if (validation && validation.length === 0)
    throw new UsageError(`fit: the validation data ${validation.name} has no examples`);
  if (options.resume && !checkpoint) throw new UsageError("fit: resume needs checkpoint.files to read from");
}

/** @throws UsageError where the optimizer would change nothing of the model. */
export function checkParameters(
  { parameters }: FitOptions["optimizer"],
  variables: ReadonlyMap<string, Variable>,
): void {
  const own = [...variables.values()];
  if (parameters.length > 0 && own.length > 0 && !parameters.some((one) => own.includes(one)))
    throw new UsageError("fit: the optimizer has none of this model's parameters");
}

function checkCount(name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return;
  throw new UsageError(`fit: ${name} is a whole number from ${least} on, not ${value}`, { [name]: value });
}
