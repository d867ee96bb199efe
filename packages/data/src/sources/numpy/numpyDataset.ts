import { Dataset } from "../../dataset.js";
import type { Task } from "../../preparation/target.js";
import type { ArrayNames } from "./chooseArrays.js";
import { type NumpyArrays, type NumpyFiles, numpyArrays } from "./numpyArrays.js";
import { type ImageLayout, numpyFeatures } from "./numpyFeatures.js";
import { numpyTarget } from "./numpyTarget.js";

export interface NumpyOptions extends ArrayNames {
  /** Where the channels of images stand; told from the shape where 1, 3 or 4 of them stand at one end only. */
  readonly layout?: ImageLayout;
  /** What the target asks for; by default integers, booleans and texts are classes, floats numbers. */
  readonly task?: Task;
  /** Names of the classes that integer labels count, or that text labels are of. */
  readonly classes?: readonly string[];
}

/**
 * A data set from NumPy's files: one .npz with features and target, or two .npy files. Images [n, h, w], [n, h, w, c] and
 * [n, c, h, w] become examples [c, h, w]; [n, k] gives examples of k features. Bytes stay bytes, all else becomes float32.
 * @throws DataError naming file and array: what numpyArrays refuses, features of fewer than two or more than four
 *   dimensions, labels that don't count from 0 or aren't among the classes.
 */
export function numpyDataset(files: NumpyFiles, options: NumpyOptions = {}): Dataset {
  return datasetOf(numpyArrays(files, options), files.data.name, options);
}

/** A data set of arrays that were chosen already. */
export function datasetOf({ features, target }: NumpyArrays, name: string, options: NumpyOptions): Dataset {
  return new Dataset({
    name,
    features: numpyFeatures(features.array, features.name, options.layout),
    ...(target && { target: numpyTarget(target.array, target.name, options) }),
  });
}
