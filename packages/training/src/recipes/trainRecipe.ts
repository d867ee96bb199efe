import type { Sequential } from "@mebae/layers";
import type { FitResult } from "../fit/events.js";
import type { FitOptions } from "../fit/options.js";
import { Trainer } from "../fit/trainer.js";
import type { Recipe } from "./recipe.js";

export type TrainRecipeOptions = Pick<
  FitOptions,
  | "train"
  | "validation"
  | "prepare"
  | "targetScale"
  | "augment"
  | "earlyStopping"
  | "signal"
  | "onEvent"
  | "checkpoint"
  | "resume"
> & {
  readonly seed: number;
  /** In place of the recipe's own. */
  readonly network?: Sequential;
};

/** Trains a recipe's network for its number of epochs; `validation` draws curves and, without `earlyStopping`, chooses nothing. */
export async function trainRecipe(
  recipe: Recipe,
  { network, seed, onEvent, ...options }: TrainRecipeOptions,
): Promise<{ model: Sequential; result: FitResult }> {
  const model = network ?? recipe.network(seed);
  const { loss, epochs, batchSize, schedule } = recipe;
  using optimizer = recipe.optimizer(model);
  const trainer = new Trainer(model, { ...options, seed, loss, epochs, batchSize, schedule, optimizer });
  for await (const event of trainer.run()) onEvent?.(event);
  return { model, result: trainer.result! };
}
