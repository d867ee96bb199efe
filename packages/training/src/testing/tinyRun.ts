import { evaluate } from "../fit/evaluate.js";
import type { FitResult } from "../fit/events.js";
import { fit } from "../fit/fit.js";
import type { FitOptions } from "../fit/options.js";
import { Trainer } from "../fit/trainer.js";
import { lineData, squaredError, TinyModel, TinyMomentum } from "./tinyModel.js";

export const train = lineData(50, 1);
export const validation = lineData(20, 2);

export type Changes = Partial<Omit<FitOptions, "optimizer">> & { learningRate?: number };

/** A run on a fresh model; everything that could differ between two runs comes back on the host. */
export async function run(changes: Changes = {}, onTrainer?: (trainer: Trainer) => Promise<unknown>) {
  using model = new TinyModel(2, 1);
  using optimizer = new TinyMomentum(model.parameters(), changes.learningRate ?? 0.05);
  const options = { train, loss: squaredError, epochs: 4, batchSize: 8, seed: 3, ...changes, optimizer };
  const trainer = new Trainer(model, options);
  let result: FitResult | undefined;
  if (onTrainer) await onTrainer(trainer);
  else result = await fit(model, options);
  const state: Record<string, unknown> = {};
  for (const [name, { value }] of [...model.namedVariables(), ...optimizer.state()])
    state[name] = await value.data();
  const { loss } = await evaluate(model, validation, { loss: squaredError });
  return { state, result: result ?? trainer.result, loss };
}

/** Without the clock. */
export function timeless(result: FitResult | undefined) {
  return { ...result, seconds: 0, history: result?.history.map((record) => ({ ...record, seconds: 0 })) };
}
