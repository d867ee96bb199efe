import { Dataset } from "../../dataset.js";
import { badData } from "../../place.js";
import type { Task } from "../../preparation/target.js";
import type { NamedBytes } from "../idxImages.js";
import { signatureOf } from "../signatures.js";
import { type ArrayNames, chooseArrays } from "./chooseArrays.js";
import { type ImageLayout, numpyFeatures } from "./numpyFeatures.js";
import { numpyTarget } from "./numpyTarget.js";
import { readNpy } from "./readNpy.js";
import { readNpz } from "./readNpz.js";

export interface NumpyOptions extends ArrayNames {
  /** Where the channels of images stand; told from the shape where 1, 3 or 4 of them stand at one end only. */
  readonly layout?: ImageLayout;
  /** What the target asks for; by default integers, booleans and texts are classes, floats numbers. */
  readonly task?: Task;
  /** Names of the classes that integer labels count, or that text labels are of. */
  readonly classes?: readonly string[];
}

export interface NumpyFiles {
  /** A .npz, or the .npy of the features. */
  readonly data: NamedBytes;
  /** The .npy of the target. */
  readonly labels?: NamedBytes;
}

/**
 * A data set from NumPy's files: one .npz with features and target, or two .npy files. Images [n, h, w], [n, h, w, c] and
 * [n, c, h, w] become examples [c, h, w]; [n, k] gives examples of k features. Bytes stay bytes, all else becomes float32.
 * @throws DataError naming file and array: what readNpy, readNpz and chooseArrays refuse, features of fewer than two or
 *   more than four dimensions, counts that differ, labels that don't count from 0 or aren't among the classes.
 */
export function numpyDataset({ data, labels }: NumpyFiles, options: NumpyOptions = {}): Dataset {
  const isArchive = signatureOf(data.bytes)?.format === "zip";
  const arrays = isArchive
    ? readNpz(data.bytes, { file: data.name })
    : new Map([["x", readNpy(data.bytes, { file: data.name })]]);
  const chosen = chooseArrays(arrays, isArchive ? options : {}, data.name);
  const called = (name: string) => (isArchive ? `${data.name}, ${name}.npy` : data.name);
  const features = numpyFeatures(chosen.features[1], called(chosen.features[0]), options.layout);
  const count = chosen.features[1].shape[0]!;
  const target = labels
    ? { name: labels.name, array: readNpy(labels.bytes, { file: labels.name }) }
    : chosen.target && { name: called(chosen.target[0]), array: chosen.target[1] };
  if (!target) return new Dataset({ name: data.name, features });
  const found = target.array.shape[0] ?? 1;
  if (found !== count) {
    throw badData(
      { file: target.name },
      `${found} labels for the ${count} examples of ${called(chosen.features[0])}`,
      {
        labels: found,
        examples: count,
      },
    );
  }
  return new Dataset({ name: data.name, features, target: numpyTarget(target.array, target.name, options) });
}
