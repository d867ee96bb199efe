import { badData } from "../../place.js";
import type { NamedBytes } from "../idxImages.js";
import { signatureOf } from "../signatures.js";
import { type ArrayNames, chooseArrays } from "./chooseArrays.js";
import { type NpyArray, readNpy } from "./readNpy.js";
import { readNpz } from "./readNpz.js";

export interface NumpyFiles {
  /** A .npz, or the .npy of the features. */
  readonly data: NamedBytes;
  /** The .npy of the target. */
  readonly labels?: NamedBytes;
}

export interface NamedArray {
  /** File and array, for errors. */
  readonly name: string;
  readonly array: NpyArray;
}

export interface NumpyArrays {
  readonly features: NamedArray;
  readonly target?: NamedArray;
}

/**
 * Features and target from one .npz, or from one or two .npy files.
 * @throws DataError: what readNpy, readNpz and chooseArrays refuse, a single value as the features, counts that differ.
 */
export function numpyArrays({ data, labels }: NumpyFiles, names: ArrayNames = {}): NumpyArrays {
  const { features, target } = chosenFrom(data, names);
  const found = labels ? { name: labels.name, array: readNpy(labels.bytes, { file: labels.name }) } : target;
  const [examples, targets] = [features.array.shape[0], found?.array.shape[0]];
  if (examples === undefined)
    throw badData({ file: features.name }, "expected features, found a single value");
  if (!found) return { features };
  if (targets !== examples) {
    throw badData(
      { file: found.name },
      `${targets ?? 1} labels for the ${examples} examples of ${features.name}`,
      {
        labels: targets,
        examples,
      },
    );
  }
  return { features, target: found };
}

function chosenFrom({ name: file, bytes }: NamedBytes, names: ArrayNames): NumpyArrays {
  if (signatureOf(bytes)?.format !== "zip")
    return { features: { name: file, array: readNpy(bytes, { file }) } };
  const { features, target } = chooseArrays(readNpz(bytes, { file }), names, file);
  const named = ([name, array]: readonly [string, NpyArray]) => ({ name: `${file}, ${name}.npy`, array });
  return { features: named(features), ...(target && { target: named(target) }) };
}
