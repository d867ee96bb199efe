import type { Recipe, RecipeInput } from "../recipe.js";
import { memberRecipe } from "./memberRecipe.js";

/**
 * One network for a table, where `tableRecipe` would take several. Numbers follow the columns more evenly than classes do, so for
 * them it has a linear path beside the hidden layers and is regularized more.
 */
export function tableNetwork(input: RecipeInput): Recipe {
  return memberRecipe(input.task === "classification" ? "base" : "linear path", input);
}
