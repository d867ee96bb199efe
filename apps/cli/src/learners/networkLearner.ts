import type { OpenedData } from "@mebae/data";
import type { Learner } from "@mebae/training";
import { type RecipeName, type RecipeOptions, recipeLearner } from "./recipeLearner.js";

export function recipeNameFor({ kind }: OpenedData): RecipeName {
  return kind === "images" ? "images" : "table";
}

/** The recipe for such data under the name "network", to be compared with other learners. */
export function networkLearner(data: OpenedData, options: Pick<RecipeOptions, "budgetSeconds">): Learner {
  const recipe = recipeLearner(recipeNameFor(data), options);
  return { name: "network", fit: (examples, learn) => recipe.fit(examples, learn) };
}
