import type { Augmentation, Examples } from "@mebae/data";
import type { Layer } from "@mebae/layers";
import { UsageError } from "@mebae/tensor";
import type { ModelDescription } from "../../folder/saveModel.js";
import type { Fitted, Learner, LearnOptions } from "../../learner/learner.js";
import type { TrainingPlan } from "../plan.js";
import type { RecipeSettings } from "../recipe.js";
import type { AugmentationName } from "./augmentations.js";
import type { AugmentationEvidence } from "./chooseAugmentation.js";
import { ImageRun } from "./imageRun.js";

export interface ImageRecipeOptions {
  /** About how long learning may take; it shortens the recipe, or gives it more nets. */
  readonly budgetSeconds?: number;
  /** Nets in the ensemble. Default 3, 5 for light strokes on black, or 2 beside fixed features; with a budget as many as fit, up to 8. */
  readonly members?: number;
  /** How images are changed while nets learn. Default "auto": what the training images support. */
  readonly augmentation?: "auto" | AugmentationName | Augmentation;
  /** Members on scattering and on random patches. Default "auto": where images aren't bent and rows are few enough. */
  readonly fixedFeatures?: "auto" | boolean;
  /** Steps of a net. Default 800, or 1600 smaller ones for 500 and more images that are bent like handwriting. */
  readonly steps?: number;
  /** In place of the recipe's own. */
  readonly settings?: Omit<RecipeSettings, "epochs">;
  /** Seconds on a clock. Default the host's. */
  readonly now?: () => number;
}

/** What came of the recipe, to be saved as one model. */
export interface FittedImages extends Fitted {
  readonly model: Layer;
  /** What `saveModel` wants beside it. */
  readonly description: ModelDescription;
  readonly augmentation: string;
  /** Log-losses that chose the augmentation, where it was chosen. */
  readonly evidence?: AugmentationEvidence["losses"];
  readonly plan: TrainingPlan;
  /** Members and their weights, by name. */
  readonly members: readonly { readonly name: string; readonly weight: number }[];
}

/** A learner whose product is one model. */
export interface ImageLearner extends Learner {
  fit(examples: Examples, options: LearnOptions): Promise<FittedImages>;
}

/**
 * Classifies images after learning from few of them. Several small convolutional nets, each trained for a fixed number of
 * steps with augmentation that suits the images, averaged over shifted and mirrored views; and beside them, where images
 * aren't deformed like handwriting, kernel ridge regressions on the scattering transform and on random patches. All are averaged
 * as probabilities, nets together counting as much as each of the others. benchmarks/IMAGES.md has the evidence.
 */
export function imageRecipe(options: ImageRecipeOptions = {}): ImageLearner {
  return {
    name: "image recipe",
    settings: JSON.stringify(options),
    async fit(examples, learn) {
      const prepared = examples.prepare(learn.rows);
      if (examples.task !== "classification" || prepared.inputShape.length !== 3 || !prepared.prepare) {
        throw new UsageError(`image recipe: expected images with classes, ${examples.name} has none`);
      }
      return new ImageRun(options, learn, examples, prepared).fit();
    },
  };
}
