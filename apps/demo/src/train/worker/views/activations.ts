import { featureTensor } from "@mebae/data";
import { type Sequential, WeightNoise } from "@mebae/layers";
import { Scope, type Tensor } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import type { ActivationsView, Tiles } from "../../report.js";
import { tilesOf } from "../data/imageData.js";
import type { TrainingData } from "../data/trainingData.js";

/** So many channels, or values of a row, are shown of a layer. */
const most = { channels: 16, values: 128 };

/** What every layer makes of one held-out example, in inference mode. */
export async function activationsView(
  model: Sequential,
  data: TrainingData,
  example: number,
): Promise<ActivationsView> {
  const { validation, prepare, facts } = data;
  using kept = new Scope();
  const outputs = kept.run(() => {
    let h: Tensor = featureTensor(validation.features, [example], prepare);
    return model.layers.map((layer) => {
      h = layer.forward(h);
      return h;
    });
  });
  const values = await Promise.all(outputs.map(async (y) => Float32Array.from(await y.data(), Number)));
  const layers = outputs.map(({ shape }, i) => {
    const layer = model.layers[i]!;
    const name = layer instanceof WeightNoise ? layer.layer.type : layer.type;
    return { name, shape: shape.slice(1), tiles: tilesOfOutput(values[i]!, shape.slice(1)) };
  });
  return {
    example,
    examples: validation.length,
    name: data.nameOf(example),
    ...answer(data, example, values.at(-1)!),
    layers,
    ...(facts.kind === "image" && { input: tilesOf(validation, [example]) }),
  };
}

/** What is true of the example, and what the network says. */
function answer({ validation, targetScale, facts }: TrainingData, example: number, output: Float32Array) {
  const { target } = validation;
  if (target?.kind === "classes") {
    const probabilities = softmaxRows(output, output.length);
    const label = probabilities.indexOf(Math.max(...probabilities));
    return {
      expected: facts.classes[target.labels[example]!]!,
      predicted: facts.classes[label] ?? "?",
      share: probabilities[label] ?? 0,
    };
  }
  const { mean, standardDeviation } = targetScale ?? { mean: 0, standardDeviation: 1 };
  return { expected: Number(target?.values[example]), predicted: output[0]! * standardDeviation + mean };
}

function tilesOfOutput(values: Float32Array, shape: readonly number[]): Tiles {
  const [channels, height, width] = shape;
  if (shape.length === 3) {
    const count = Math.min(most.channels, channels!);
    const shown = values.slice(0, count * height! * width!);
    return { count, channels: 1, height: height!, width: width!, values: shown };
  }
  const count = Math.min(most.values, values.length);
  return { count, channels: 1, height: 1, width: 1, values: values.slice(0, count) };
}
