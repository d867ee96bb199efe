import { imageRecipe } from "./images.js";
import type { Recipe, RecipeInput } from "./recipe.js";
import { tableRecipe } from "./tables.js";

export type { Recipe, RecipeInput, RecipeSettings } from "./recipe.js";
export { type TrainRecipeOptions, trainRecipe } from "./trainRecipe.js";

/** A network and its training by the shape of the data: one axis is a table, three are images. */
export function chooseRecipe(input: RecipeInput): Recipe {
  return input.inputShape.length === 3 ? imageRecipe(input) : tableRecipe(input);
}
