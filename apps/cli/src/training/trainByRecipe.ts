import { type RecipeName, recipeLearner } from "../learners/recipeLearner.js";
import { Interrupted, type PartOptions, type TrainedPart } from "./part.js";

/** Trains by a recipe, whose product is one model of several members. */
export async function trainByRecipe(options: PartOptions, recipe: RecipeName): Promise<TrainedPart> {
  const { source, train, settings, budgetSeconds, seed, checkpoint, resume, signal, progress } = options;
  const { epochs: _, ...others } = settings;
  const learner = recipeLearner(recipe, { budgetSeconds, settings: others });
  const start = performance.now();
  try {
    const fitted = await learner.fit(source, {
      ...{ rows: train, seed, signal, checkpoint, resume },
      onProgress: progress.onPart,
    });
    const { model, prepared, members } = fitted;
    const told = members.map(({ name, weight }) => ({ name, weight }));
    return {
      ...{ model, prepared, members: told, history: [], seconds: (performance.now() - start) / 1000 },
      name: told.map(({ name }) => name).join(", "),
      ...("augmentation" in fitted && { augmentation: fitted.augmentation }),
    };
  } catch (error) {
    if ((error as { code?: unknown }).code === "aborted") throw new Interrupted();
    throw error;
  }
}
