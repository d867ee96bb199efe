import { Affine, Dropout, Sequential, SiLU } from "@mebae/layers";
import { meanSquaredError, softmaxCrossEntropy } from "@mebae/losses";
import type { Loss } from "@mebae/training";
import { epochsFor, makeRecipe, type Recipe, type RecipeInput } from "./recipe.js";

const width = 128;
const steps = 1500;
const batchSize = 32;

/** Two hidden layers with dropout; a fixed number of steps, so that no rows are lost to a validation part. */
export function tableRecipe(input: RecipeInput): Recipe {
  const { inputShape, task, classes = 1, rows } = input;
  const features = inputShape[0]!;
  const outputs = task === "classification" ? classes : 1;
  const loss: Loss =
    task === "classification"
      ? (logits, labels) => softmaxCrossEntropy(logits, labels, { labelSmoothing: 0.05 })
      : meanSquaredError;
  return makeRecipe(
    {
      name: `two hidden layers of ${width} with dropout, for tables`,
      network: (seed) => new Sequential(layersFor(features, outputs), { seed }),
      loss,
      batchSize,
      epochs: epochsFor(Math.max(steps, rows / 4), rows, batchSize),
      learningRate: 2e-3,
      weightDecay: 0.1,
    },
    input,
  );
}

function layersFor(features: number, outputs: number) {
  return [
    ...[new Affine(features, width), new SiLU(), new Dropout(0.3)],
    ...[new Affine(width, width), new SiLU(), new Dropout(0.3)],
    new Affine(width, outputs),
  ];
}
