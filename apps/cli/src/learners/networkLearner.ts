import type { OpenedData } from "@mebae/data";
import type { Learner, TrainingPlan } from "@mebae/training";
import { duration } from "../progress.js";
import { counted } from "../words.js";
import { type RecipeName, type RecipeOptions, recipeLearner } from "./recipeLearner.js";

export function recipeNameFor({ kind }: OpenedData): RecipeName {
  return kind === "images" ? "images" : "table";
}

/** A learner that says how much of its recipe fitted into its budget. */
export interface NetworkLearner extends Learner {
  /** Of each fit so far. */
  readonly plans: readonly TrainingPlan[];
}

/** The recipe for such data under the name "network", to be compared with other learners. */
export function networkLearner(
  data: OpenedData,
  options: Pick<RecipeOptions, "budgetSeconds">,
): NetworkLearner {
  const recipe = recipeLearner(recipeNameFor(data), options);
  const plans: TrainingPlan[] = [];
  return {
    name: "network",
    ...(recipe.settings !== undefined && { settings: recipe.settings }),
    plans,
    async fit(examples, learn) {
      const fitted = await recipe.fit(examples, learn);
      plans.push(fitted.plan);
      return fitted;
    },
  };
}

/**
 * Where a budget left a recipe, which averages several networks, a single one: its score then says little of what it can do.
 * @param resumed whether others were trained before an interruption, whose plans nobody kept
 */
export function shortBudgets(
  plans: readonly TrainingPlan[],
  budgetSeconds: number,
  resumed = false,
): string | undefined {
  const single = plans.filter(({ members }) => members === 1).map(({ steps }) => steps);
  if (single.length === 0) return undefined;
  const times =
    plans.length === 1
      ? ""
      : ` in ${single.length} of ${counted(plans.length, "training")}${resumed ? " since --resume" : ""}`;
  return `--budget ${duration(budgetSeconds)} left time for one network of ${Math.min(...single)} steps${times}, where the recipe averages several: a longer budget may raise its score.`;
}
