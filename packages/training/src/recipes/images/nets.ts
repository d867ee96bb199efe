import type { Dataset, ExamplePreparation } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import { AbortedError } from "@mebae/tensor";
import { Trainer } from "../../fit/trainer.js";
import type { FileStore } from "../../folder/files.js";
import { netFiles } from "../progressFile.js";
import { epochsFor, type RecipeInput } from "../recipe.js";
import { trainRecipe } from "../trainRecipe.js";
import type { ImageAugmentation } from "./augmentations.js";
import { imagesToMeasure, measureStatistics } from "./batchStatistics.js";
import { imageNetwork } from "./imageNetwork.js";

/** What all nets of a recipe share. */
export interface NetWork {
  readonly input: RecipeInput;
  readonly train: Dataset;
  readonly prepare: ExamplePreparation;
  readonly augmentation: ImageAugmentation;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Net 2 of seed 7 shares nothing with net 1 of seed 8. */
function seedOf(seed: number, net: number): number {
  return seed * 1000 + net;
}

/** Steps before the rate is measured: the first ones compile. */
const unmeasured = 3;
const measured = 8;

/** Seconds that a step takes now, from a few steps of a net that is thrown away. */
export async function secondsPerStep(work: NetWork, now: () => number): Promise<number> {
  const { input, train, prepare, augmentation, seed } = work;
  const recipe = imageNetwork(input);
  using model = recipe.network(seedOf(seed, 0));
  using optimizer = recipe.optimizer(model);
  const { loss, batchSize, schedule } = recipe;
  const trainer = new Trainer(model, {
    ...{ train, prepare, loss, optimizer, batchSize, schedule, seed },
    ...(augmentation.augment && { augment: augmentation.augment }),
    epochs: epochsFor(2 * (unmeasured + measured), train.length, batchSize),
  });
  let began = 0;
  let done = 0;
  for await (const event of trainer.run()) {
    if (event.type !== "step") continue;
    done = event.step;
    if (done === unmeasured) began = now();
    if (done === unmeasured + measured) break;
  }
  return (now() - began) / Math.max(1, done - unmeasured);
}

export interface NetOptions {
  readonly net: number;
  readonly steps: number;
  readonly checkpoint?: FileStore;
  readonly resume: boolean;
  readonly onStep: (done: number) => void;
}

/**
 * Trains one net, or goes on with it; one that is finished is only read.
 * @throws AbortedError where the signal ended it, after its checkpoint was written.
 */
export async function trainNet(work: NetWork, options: NetOptions): Promise<Sequential> {
  const { input, train, prepare, augmentation, seed, signal } = work;
  const { net, steps, checkpoint, resume, onStep } = options;
  const epochs = epochsFor(steps, train.length, imageNetwork(input).batchSize);
  const recipe = imageNetwork({ ...input, settings: { ...input.settings, epochs } });
  const { model, result } = await trainRecipe(recipe, {
    ...{ train, prepare, seed: seedOf(seed, net), resume: resume && checkpoint !== undefined },
    ...(augmentation.augment && { augment: augmentation.augment }),
    ...(signal && { signal }),
    // Small data have hundreds of short epochs, and each checkpoint waits for the disk; an abort writes one anyway.
    ...(checkpoint && {
      checkpoint: { files: netFiles(checkpoint, net), everyEpochs: Math.ceil(epochs / 10) },
    }),
    onEvent: (event) => {
      if (event.type === "step") onStep(event.step / event.steps);
    },
  });
  if (result.reason !== "aborted") {
    if (!augmentation.hasStrokes) return model;
    using images = imagesToMeasure(train, prepare, seed);
    measureStatistics(model, images);
    return model;
  }
  model.dispose();
  throw new AbortedError(`image recipe: ended in net ${net + 1}, step ${result.steps}`, signal!, {
    steps: result.steps,
  });
}
