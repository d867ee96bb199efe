import type { Dataset, Examples, Prepared } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import {
  chooseRecipe,
  type FileStore,
  type FitResult,
  predict,
  type Recipe,
  type RecipeSettings,
  type TrainingEvent,
  trainRecipe,
} from "@mebae/training";
import { type Judgement, judge } from "./judgement.js";
import { checkNetwork } from "./network.js";

export interface PartOptions {
  readonly source: Examples;
  readonly train: ArrayLike<number>;
  readonly settings: RecipeSettings;
  readonly seed: number;
  /** An architecture of the user's own, with the file that it came from. */
  readonly given?: { readonly path: string; readonly make: (seed: number) => Sequential };
  readonly checkpoint: FileStore;
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
}

export interface TrainedPart {
  readonly model: Sequential;
  readonly result: FitResult;
  readonly prepared: Prepared;
  readonly recipe: Recipe;
}

/** The recipe for a source's examples when `rows` of them train. */
export function recipeFor(
  source: Examples,
  prepared: Prepared,
  rows: number,
  settings: RecipeSettings,
): Recipe {
  return chooseRecipe({
    inputShape: prepared.inputShape,
    task: source.task,
    ...(source.classes && { classes: source.classes.length }),
    rows,
    settings,
  });
}

/** Trains one network on one part of the source; `held` only draws the curves, nothing is chosen by it. */
export async function trainPart(
  options: PartOptions,
  held?: (prepared: Prepared) => Dataset,
): Promise<TrainedPart> {
  const { source, train, settings, seed, given, checkpoint, resume, signal, onEvent } = options;
  const prepared = source.prepare(train);
  const recipe = recipeFor(source, prepared, train.length, settings);
  const network = given?.make(seed);
  if (network) checkNetwork(network, prepared.inputShape, source.classes?.length ?? 1, given!.path);
  const { model, result } = await trainRecipe(recipe, {
    train: prepared.examples(train),
    ...(held && { validation: held(prepared) }),
    ...(prepared.prepare && { prepare: prepared.prepare }),
    ...(prepared.targetScale && { targetScale: prepared.targetScale }),
    ...(network && { network }),
    seed,
    signal,
    onEvent,
    // Small data have hundreds of short epochs, and each checkpoint waits for the disk; Ctrl-C writes one anyway.
    checkpoint: { files: checkpoint, everyEpochs: Math.ceil(recipe.epochs / 20) },
    resume,
  });
  return { model, result, prepared, recipe };
}

/** Judges a trained network by examples that it hasn't learned from. */
export async function judgePart(
  { model, prepared }: Pick<TrainedPart, "model" | "prepared">,
  dataset: Dataset,
  indices: ArrayLike<number>,
): Promise<Judgement> {
  const { prepare, targetScale } = prepared;
  const predictions = await predict(model, dataset, {
    ...(prepare && { prepare }),
    ...(targetScale && { targetScale }),
  });
  return judge(predictions, dataset, indices);
}
