import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";

/** Predicts the mean of the training values, whatever the features say: R² 0, the yardstick of regression. */
export function meanValue(): Learner {
  return classicalLearner({
    name: "mean",
    takesAnything: true,
    *numbers({ target: { values } }) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return function* ({ rows }) {
        yield 0;
        return new Float64Array(rows).fill(mean);
      };
    },
  });
}
