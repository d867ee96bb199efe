import {
  type FittedImages,
  type FittedTable,
  type ImageLearner,
  imageRecipe,
  type RecipeSettings,
  type TableLearner,
  tableRecipe,
} from "@mebae/training";
import { computingSeconds } from "./clock.js";

/** The recipes by what they learn from. */
export type RecipeName = "images" | "table";

export type FittedRecipe = FittedImages | FittedTable;

export interface RecipeOptions {
  /** About how long a fit may compute. */
  readonly budgetSeconds?: number | undefined;
  readonly settings?: Omit<RecipeSettings, "epochs"> | undefined;
}

/** What such a recipe is made of, before any of it is trained. */
export const recipeInWords: Readonly<Record<RecipeName, string>> = {
  images: "several convolutional networks, with augmentation and fixed features where they help, averaged",
  table: "networks of four kinds, with a kernel regression where it helps, averaged",
};

export function recipeLearner(name: RecipeName, options: RecipeOptions): ImageLearner | TableLearner {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const made = { ...given, now: computingSeconds };
  return name === "images" ? imageRecipe(made) : tableRecipe(made);
}
