import type { Dataset, Examples, Prepared } from "@mebae/data";
import { chooseRecipe, type Recipe, type RecipeSettings, trainRecipe } from "@mebae/training";
import { checkNetwork } from "./network.js";
import { Interrupted, type PartOptions, type TrainedPart } from "./part.js";

/** One network and its training, for a source's examples when `rows` of them train. */
export function networkFor(
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
export async function trainNetwork(
  options: PartOptions,
  held?: (prepared: Prepared) => Dataset,
): Promise<TrainedPart> {
  const { source, train, settings, seed, given, checkpoint, resume, signal, progress } = options;
  const prepared = source.prepare(train);
  const recipe = networkFor(source, prepared, train.length, settings);
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
    onEvent: progress.onEvent,
    // Small data have hundreds of short epochs, and each checkpoint waits for the disk; Ctrl-C writes one anyway.
    checkpoint: { files: checkpoint, everyEpochs: Math.ceil(recipe.epochs / 20) },
    resume,
  });
  const { history, seconds, steps } = result;
  if (result.reason === "aborted") throw new Interrupted(steps);
  return { model, prepared, name: given ? `that of ${given.path}` : recipe.name, history, seconds, steps };
}
