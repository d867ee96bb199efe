import { imageNetwork } from "./images/imageNetwork.js";
import type { Recipe, RecipeInput } from "./recipe.js";
import { tableNetwork } from "./tables/tableNetwork.js";

/** A network and its training by the shape of the data: one axis is a table, three are images. */
export function chooseRecipe(input: RecipeInput): Recipe {
  return input.inputShape.length === 3 ? imageNetwork(input) : tableNetwork(input);
}
