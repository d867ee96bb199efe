import type { Model } from "../model.js";
import type { FitResult } from "./events.js";
import type { FitOptions } from "./options.js";
import { Trainer } from "./trainer.js";

/**
 * Trains `model`: shuffled mini-batches, validation after each epoch, early stopping that restores the best weights,
 * checkpoints. The same seed gives the same bits, and so does a resumed run.
 *
 * @throws UsageError when an option is out of range, or the loss stops being finite (it names epoch and step).
 */
export async function fit(model: Model, options: FitOptions): Promise<FitResult> {
  const trainer = new Trainer(model, options);
  for await (const _event of trainer.run());
  return trainer.result!;
}
