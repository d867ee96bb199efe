import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";

/** Predicts the classes' shares in training, whatever the features say: the yardstick of accuracy. */
export function majorityClass(): Learner {
  return classicalLearner({
    name: "majority class",
    takesAnything: true,
    *classes({ target: { labels, classes } }) {
      const shares = new Float64Array(classes);
      for (const label of labels) shares[label]! += 1 / labels.length;
      return function* ({ rows }) {
        yield 0;
        return Float64Array.from({ length: rows * classes }, (_, at) => shares[at % classes]!);
      };
    },
  });
}
