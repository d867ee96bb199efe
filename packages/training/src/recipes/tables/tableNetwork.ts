import { Affine, Dropout, Residual, Sequential, SiLU } from "@mebae/layers";
import { meanSquaredError, softmaxCrossEntropy } from "@mebae/losses";
import type { Tensor } from "@mebae/tensor";
import { epochsFor, makeRecipe, type Recipe, type RecipeInput } from "../recipe.js";

const width = 128;
const steps = 1500;
const batchSize = 32;

/** Two hidden layers with dropout; a fixed number of steps, so that no rows are lost to a validation part. */
export function tableNetwork(input: RecipeInput): Recipe {
  const { rows } = input;
  const epochs = epochsFor(Math.max(steps, rows / 4), rows, batchSize);
  const common = { batchSize, epochs, learningRate: 2e-3 };
  return makeRecipe(
    { ...common, ...(input.task === "classification" ? classifier(input) : regressor(input)) },
    input,
  );
}

function classifier({ inputShape, classes = 1 }: RecipeInput) {
  return {
    name: `two hidden layers of ${width} with dropout, for tables`,
    network: (seed: number) => new Sequential(hiddenLayers(inputShape[0]!, classes, 0.3), { seed }),
    loss: (logits: Tensor, labels: Tensor) => softmaxCrossEntropy(logits, labels, { labelSmoothing: 0.05 }),
    weightDecay: 0.1,
  };
}

/** Numbers follow the columns more evenly than classes do: a linear path beside the hidden layers, more regularized. */
function regressor({ inputShape }: RecipeInput) {
  const features = inputShape[0]!;
  return {
    name: `two hidden layers of ${width} with dropout beside a linear path, for tables`,
    network: (seed: number) =>
      new Sequential(
        [new Residual(new Sequential(hiddenLayers(features, 1, 0.5)), new Affine(features, 1))],
        { seed },
      ),
    loss: meanSquaredError,
    weightDecay: 0.3,
  };
}

function hiddenLayers(features: number, outputs: number, dropout: number) {
  return [
    ...[new Affine(features, width), new SiLU(), new Dropout(dropout)],
    ...[new Affine(width, width), new SiLU(), new Dropout(dropout)],
    new Affine(width, outputs),
  ];
}
