import { DataError, UsageError } from "@mebae/tensor";
import { classTarget, type Dataset, exampleSize } from "../dataset.js";
import { imagePreparation } from "../preparation/imagePreparation.js";
import type { OpenedData } from "../sources/openData.js";
import type { Groups } from "../splits/groupSplit.js";
import type { Example, Examples } from "./examples.js";

export interface ImageExamplesOptions {
  /** What each image belongs to: no group is split between training and testing. See groupsByPattern, groupsInARow, groupsFromTable. */
  readonly groups?: Groups;
}

/** Images with classes. @throws UsageError where they have none, or there aren't as many groups as images. */
export function imageExamples(dataset: Dataset, { groups }: ImageExamplesOptions = {}): Examples {
  const { labels, classes } = classTarget(dataset);
  if (groups && groups.length !== dataset.length)
    throw new UsageError(`${dataset.name}: ${dataset.length} images but ${groups.length} groups`);
  return {
    name: dataset.name,
    length: dataset.length,
    task: "classification",
    classes,
    labels,
    expected: labels,
    ...(groups && { groups }),
    prepare: (train) => {
      const preparation = imagePreparation(train.length === dataset.length ? dataset : dataset.subset(train));
      return {
        preparation,
        prepare: preparation,
        inputShape: dataset.features.shape,
        warnings: [],
        examples: (indices) => dataset.subset(indices),
        other: (data) => imagesOf(data, dataset.features.shape),
      };
    },
    describe: (index) => describeImage(dataset, index),
  };
}

/** @throws DataError unless the data are images of that shape. */
export function imagesOf(data: OpenedData, shape: readonly number[]): Dataset {
  if (data.kind === "table") throw new DataError(`${data.table.name}: expected images, found a table`);
  const { name, features } = data.dataset;
  if (String(features.shape) === String(shape)) return data.dataset;
  throw new DataError(`${name}: expected images of shape [${shape}], found [${features.shape}]`, {
    ...{ file: name, expected: shape, found: features.shape },
  });
}

/** An image as a picture of bytes; floats are stretched to the image's own range. */
export function describeImage({ features, names }: Dataset, index: number): Example {
  const size = exampleSize(features);
  const [channels, height, width] = [1, 1, ...features.shape].slice(-3) as [number, number, number];
  const values = features.data.subarray(index * size, (index + 1) * size);
  const shape = { kind: "image", ...(names && { name: names[index]! }), channels, height, width } as const;
  if (values instanceof Uint8Array) return { ...shape, pixels: values };
  const least = values.reduce((a, b) => Math.min(a, b));
  const range = values.reduce((a, b) => Math.max(a, b)) - least || 1;
  return {
    ...shape,
    pixels: Uint8Array.from(values, (value) => Math.round((255 * (value - least)) / range)),
  };
}
