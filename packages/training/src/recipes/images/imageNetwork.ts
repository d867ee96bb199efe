import {
  Affine,
  BatchNorm,
  Conv2d,
  Dropout,
  Flatten,
  type Layer,
  MaxPool2d,
  ReLU,
  Sequential,
} from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { epochsFor, makeRecipe, type Recipe, type RecipeInput } from "../recipe.js";

/** Stages of 3x3 convolutions, each ended by halving the picture, down to about 3x3; more channels for colour. */
export function imageNetwork(input: RecipeInput): Recipe {
  const { inputShape, classes = 1, rows } = input;
  const [channels, height, width] = inputShape as readonly [number, number, number];
  const first = channels > 1 ? 32 : 16;
  const halvings = Math.max(0, Math.min(3, Math.floor(Math.log2(Math.min(height, width) / 3))));
  const batchSize = rows < 500 ? 32 : 64;
  return makeRecipe(
    {
      name: `convolutional network of ${halvings} stages with batch normalization, for images of ${height} × ${width}`,
      network: (seed) =>
        new Sequential(layersFor([channels, height, width], first, halvings, classes), { seed }),
      loss: (logits, labels) => softmaxCrossEntropy(logits, labels, { labelSmoothing: 0.1 }),
      batchSize,
      epochs: Math.min(200, Math.max(5, epochsFor(800, rows, batchSize))),
      learningRate: 3e-3,
      weightDecay: 0.05,
    },
    input,
  );
}

function layersFor(
  [channels, height, width]: readonly [number, number, number],
  first: number,
  halvings: number,
  classes: number,
): Layer[] {
  const layers: Layer[] = [];
  let inputs = channels;
  for (let stage = 0; stage < Math.max(1, halvings); stage++) {
    const outputs = first * 2 ** stage;
    // One convolution at full size, where it is dearest, and two in the stages after.
    for (let i = 0; i < (stage === 0 ? 1 : 2); i++) {
      layers.push(
        new Conv2d(inputs, outputs, 3, { padding: "same", bias: false }),
        new BatchNorm(outputs),
        new ReLU(),
      );
      inputs = outputs;
    }
    if (stage < halvings) layers.push(new MaxPool2d(2));
  }
  const left = [height, width].map((extent) => Math.floor(extent / 2 ** halvings));
  layers.push(new Flatten(), new Dropout(0.2), new Affine(inputs * left[0]! * left[1]!, classes));
  return layers;
}
