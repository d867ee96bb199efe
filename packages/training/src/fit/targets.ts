import { Dataset, type Target } from "@mebae/data";
import { DataError, type TypedArray } from "@mebae/tensor";
import type { TargetScale } from "../model.js";

/** The data set with its number target as the network learns it: (t-μ)/σ. Classes stay as they are. */
export function scaleTargets(dataset: Dataset, scale: TargetScale | undefined): Dataset {
  const { target } = dataset;
  if (!scale || target?.kind !== "numbers") return dataset;
  if (!(scale.standardDeviation > 0)) {
    throw new DataError(
      `${dataset.name}: the target is constant in the training data, so nothing can be learnt`,
    );
  }
  const values = target.values.map((value) => (value - scale.mean) / scale.standardDeviation);
  return new Dataset({ ...dataset, target: { ...target, values } });
}

/** What the network put out, in the target's own unit. */
export function unscaleOutputs(outputs: TypedArray, scale: TargetScale | undefined): TypedArray {
  if (!scale) return outputs;
  return Float64Array.from(outputs, (value) => value * scale.standardDeviation + scale.mean);
}

/** The true values of some examples, as metrics take them. */
export function targetRows(target: Target, indices: Int32Array): ArrayLike<number> {
  if (target.kind === "classes") return indices.map((index) => target.labels[index]!);
  const width = target.names.length;
  const rows = new Float64Array(indices.length * width);
  indices.forEach((index, row) => {
    for (let i = 0; i < width; i++) rows[row * width + i] = target.values[index * width + i]!;
  });
  return rows;
}
