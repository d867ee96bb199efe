import { classTarget, type Dataset, imagePreparation, someOfEach, stratifiedSplit } from "@mebae/data";
import { DataError } from "@mebae/tensor";
import type { DataFacts } from "../../report.js";
import { bytesOf } from "./bytes.js";
import { oneClass } from "./refusals.js";
import { splitOf } from "./splitOf.js";
import type { TrainingData } from "./trainingData.js";

export interface SplitChoice {
  /** The share that is held out. */
  readonly validation: number;
  readonly seed: number;
}

/** So many examples are shown before training. */
const shown = 20;

/** Images with classes, split by class; what standardizes them is learned from the training part. */
export function imageData(dataset: Dataset, { validation, seed }: SplitChoice): TrainingData {
  const { labels, classes } = classTarget(dataset);
  if (classes.length < 2) throw oneClass(dataset.name, classes[0]!);
  const { shape } = dataset.features;
  if (shape.length !== 3)
    throw new DataError(`${dataset.name}: expected images, found examples [${shape.join(", ")}]`);
  const split = splitOf(dataset, () => stratifiedSplit(labels, { test: validation, seed }));
  const train = dataset.subset(split.train);
  const held = dataset.subset(split.test);
  const preparation = imagePreparation(train);
  const samples = someOfEach(dataset, shown);
  const facts: DataFacts = {
    name: dataset.name,
    kind: "image",
    task: "classification",
    inputShape: shape,
    classes,
    training: train.length,
    validation: held.length,
    columns: [],
    warnings: [],
    samples: {
      ...tilesOf(dataset, samples),
      labels: samples.map((index) => classes[labels[index]!]!),
    },
  };
  return {
    facts,
    train,
    validation: held,
    preparation,
    prepare: preparation,
    outputs: classes.length,
    nameOf: (index) => held.names?.[index] ?? `#${split.test[index]! + 1}`,
  };
}

/** Examples as they came, to look at. */
export function tilesOf(dataset: Dataset, indices: readonly number[]) {
  const [channels, height, width] = dataset.features.shape as [number, number, number];
  const values = bytesOf(dataset.subset(indices).features.data);
  return { count: indices.length, channels, height, width, values };
}
