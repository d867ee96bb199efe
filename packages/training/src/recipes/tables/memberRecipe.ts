import { Affine, Dropout, GaussianNoise, type Layer, Residual, Sequential, SiLU } from "@mebae/layers";
import { meanSquaredError, softmaxCrossEntropy } from "@mebae/losses";
import type { Tensor } from "@mebae/tensor";
import { epochsFor, makeRecipe, type Recipe, type RecipeInput } from "../recipe.js";

/** The kinds of networks for tables. None is best everywhere, and each collapses somewhere, so `tableRecipe` averages them. */
export type MemberKind = "base" | "early stopping" | "quantiles" | "linear path";

/** In the order in which they are trained: where time is short, the last ones are left out. */
export const memberKinds: readonly MemberKind[] = ["base", "linear path", "early stopping", "quantiles"];

export interface MemberInput extends RecipeInput {
  /** Steps of gradient descent. Default 1500, or a pass over four rows a step where that is more. */
  readonly steps?: number;
  /** Standard deviation of normal noise on the prepared columns while the network learns. Default 0. */
  readonly noise?: number;
  /** A layer with what it puts out of [features], before the hidden layers. */
  readonly encoding?: { readonly make: () => Layer; readonly width: number };
}

const width = 128;
const batchSize = 32;
const defaultSteps = 1500;

const plain = { dropout: 0.3, weightDecay: 0.1 };
/** For hidden layers that only have to find what a linear path beside them leaves. */
const strong = { dropout: 0.5, weightDecay: 0.3 };

/** Steps that a network for so many rows takes. */
export function stepsFor(rows: number): number {
  return Math.max(defaultSteps, Math.ceil(rows / 4));
}

/**
 * Two hidden layers with SiLU and dropout; "linear path" adds a linear map of the columns beside them and regularizes more. They learn
 * for a fixed number of steps.
 */
export function memberRecipe(kind: MemberKind, input: MemberInput): Recipe {
  const { rows, task, classes = 1, noise = 0, encoding } = input;
  const isLinear = kind === "linear path";
  const { dropout, weightDecay } = isLinear ? strong : plain;
  const isClassifier = task === "classification";
  const features = encoding?.width ?? input.inputShape[0]!;
  const outputs = isClassifier ? classes : 1;
  const network = (seed: number) => {
    const hidden = hiddenLayers(features, outputs, dropout);
    const layers = isLinear ? [new Residual(new Sequential(hidden), new Affine(features, outputs))] : hidden;
    const before = [...(noise > 0 ? [new GaussianNoise(noise)] : []), ...(encoding ? [encoding.make()] : [])];
    return new Sequential([...before, ...layers], { seed });
  };
  return makeRecipe(
    {
      name: `two hidden layers of ${width} with dropout${isLinear ? " beside a linear path" : ""}, for tables`,
      network,
      loss: isClassifier
        ? (logits: Tensor, labels: Tensor) => softmaxCrossEntropy(logits, labels, { labelSmoothing: 0.05 })
        : meanSquaredError,
      batchSize,
      epochs: epochsFor(input.steps ?? stepsFor(rows), rows, batchSize),
      learningRate: 2e-3,
      weightDecay,
    },
    input,
  );
}

function hiddenLayers(features: number, outputs: number, dropout: number): Layer[] {
  return [
    ...[new Affine(features, width), new SiLU(), new Dropout(dropout)],
    ...[new Affine(width, width), new SiLU(), new Dropout(dropout)],
    new Affine(width, outputs),
  ];
}
