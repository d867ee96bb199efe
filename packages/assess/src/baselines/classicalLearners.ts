import type { Examples } from "@mebae/data";
import type { Learner } from "@mebae/training";
import { gradientBoosting } from "./gradientBoosting.js";
import { logisticRegression } from "./logisticRegression.js";
import { majorityClass } from "./majorityClass.js";
import { meanValue } from "./meanValue.js";
import { naiveBayes } from "./naiveBayes.js";
import { nearestNeighbours } from "./nearestNeighbours.js";
import { randomForest } from "./randomForest.js";
import { ridgeRegression } from "./ridgeRegression.js";
import { mostKernelRows, supportVectorMachine } from "./supportVectorMachine.js";

/** The classical methods that suit the examples, from the simplest on. */
export function classicalLearners({ task, length }: Pick<Examples, "task" | "length">): Learner[] {
  const trees = [randomForest(), gradientBoosting()];
  if (task === "regression") return [meanValue(), ridgeRegression(), nearestNeighbours(), ...trees];
  return [
    majorityClass(),
    naiveBayes(),
    logisticRegression(),
    nearestNeighbours(),
    ...(length <= mostKernelRows ? [supportVectorMachine()] : []),
    ...trees,
  ];
}
