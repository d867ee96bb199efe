import { compile, scope, type Tensor, tensor } from "@mebae/tensor";
import { histogramBins, type Points, type Scores, view } from "../reports.js";
import type { Network } from "./network.js";

/** What a network is shown to be judged: the training examples, the test examples, and every pixel of the picture. */
export interface Exhibition {
  readonly training: Points;
  readonly test: Points;
  readonly places: Float32Array;
}

export function exhibitionOf(training: Points, test: Points): Exhibition {
  const { left, right, bottom, top, width, height } = view;
  const pixels = new Float32Array(2 * width * height);
  for (let i = 0; i < width * height; i++) {
    pixels[2 * i] = left + ((right - left) * ((i % width) + 0.5)) / width;
    pixels[2 * i + 1] = top - ((top - bottom) * (Math.floor(i / width) + 0.5)) / height;
  }
  const places = new Float32Array(training.places.length + test.places.length + pixels.length);
  places.set(training.places);
  places.set(test.places, training.places.length);
  places.set(pixels, training.places.length + test.places.length);
  return { training, test, places };
}

/** A network's forward as one program: the same examples are shown again and again. */
export const forwardOf = ({ model }: Network) => compile((x: Tensor) => model.forward(x));

/** All that is shown of a network, from one forward. */
export async function judge(forward: (x: Tensor) => Tensor, exhibition: Exhibition) {
  const { training, test, places } = exhibition;
  const count = places.length / 2;
  const logits = scope(() => forward(tensor(places, { shape: [count, 2] })));
  const margins = await marginsOf(logits);
  const ofTraining = scoresOf(margins.subarray(0, training.count), training.labels);
  const ofTest = scoresOf(margins.subarray(training.count, training.count + test.count), test.labels);
  const scores: Omit<Scores, "step"> = {
    trainingLoss: ofTraining.loss,
    trainingAccuracy: ofTraining.accuracy,
    testLoss: ofTest.loss,
    testAccuracy: ofTest.accuracy,
  };
  return { scores, picture: margins.slice(training.count + test.count) };
}

/** How much greater the second class's logit is: p = 1/(1 + e^-z). */
async function marginsOf(logits: Tensor): Promise<Float32Array> {
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  return Float32Array.from({ length: values.length / 2 }, (_, i) => values[2 * i + 1]! - values[2 * i]!);
}

/** Cross-entropy log(1 + e^∓z), stable at both ends, and the share of right answers. */
function scoresOf(margins: Float32Array, labels: Int32Array) {
  let loss = 0;
  let right = 0;
  margins.forEach((z, i) => {
    const against = labels[i] === 1 ? -z : z;
    loss += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    if (against < 0) right++;
  });
  return { loss: loss / margins.length, accuracy: right / margins.length };
}

/** ‖W‖ and the histogram of all weights but the biases. */
export async function weighWeights({ affines }: Network) {
  const { most, count } = histogramBins;
  const counts = new Array<number>(count).fill(0);
  let squares = 0;
  for (const { weight } of affines) {
    for (const w of (await weight.value.data()) as Float32Array) {
      squares += w * w;
      const bin = Math.floor(((w + most) / (2 * most)) * count);
      counts[Math.min(count - 1, Math.max(0, bin))]!++;
    }
  }
  return { norm: Math.sqrt(squares), histogram: counts };
}
