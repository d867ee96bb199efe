import { badData } from "../../place.js";
import type { NpyArray } from "./readNpy.js";

export interface ArrayNames {
  /** The array of features; by default one called x, images, data, features or inputs. */
  readonly features?: string;
  /** The array of labels or numbers to predict; by default one called y, t, labels, target, targets or classes. */
  readonly target?: string;
  /** Which of the arrays x_train, x_test, … are meant. */
  readonly part?: string;
}

export interface ChosenArrays {
  readonly features: readonly [name: string, array: NpyArray];
  readonly target?: readonly [name: string, array: NpyArray];
}

const usual = {
  features: ["x", "images", "data", "features", "inputs"],
  target: ["y", "t", "labels", "target", "targets", "classes"],
};
const partName = /^(?:(train|test|valid|val)_(.+)|(.+)_(train|test|valid|val))$/i;

/** A name without the part that it may say: "x_train" is x of the part train. */
function partedName(name: string): { name: string; base: string; part: string | undefined } {
  const match = partName.exec(name);
  const [base, part] = match ? [match[2] ?? match[3]!, match[1] ?? match[4]!] : [name, undefined];
  return { name, base: base.toLowerCase(), part: part?.toLowerCase() };
}

/** The parts that the names of arrays say: ["train", "test"] of x_train, y_train, x_test and y_test. */
export function partsOfArrays(names: Iterable<string>): string[] {
  const parts = Array.from(names, (name) => partedName(name).part).filter((part) => part !== undefined);
  return [...new Set(parts)];
}

/**
 * Finds features and target among the arrays of a file, by the names given or by those that are usual, in upper or
 * lower case; a file with one array has features only.
 * @throws DataError naming the arrays that are there: a name that isn't among them, parts and none is said, none of the
 *   usual names.
 */
export function chooseArrays(
  arrays: ReadonlyMap<string, NpyArray>,
  names: ArrayNames,
  file: string,
): ChosenArrays {
  const there = [...arrays].map(([name, { shape }]) => `"${name}" [${shape.join(", ")}]`).join(", ");
  const parted = Array.from(arrays.keys(), partedName);
  const find = (role: "features" | "target"): string | undefined => {
    const given = names[role];
    if (given !== undefined) {
      if (arrays.has(given)) return given;
      throw badData({ file }, `expected an array called "${given}", found ${there}`);
    }
    for (const name of usual[role]) {
      const found = parted.find(({ base, part }) => base === name && part === names.part?.toLowerCase());
      if (found) return found.name;
    }
    return undefined;
  };
  const features = find("features") ?? (arrays.size === 1 ? [...arrays.keys()][0]! : undefined);
  if (features === undefined) {
    const parts = partsOfArrays(arrays.keys());
    const which =
      parts.length === 0 ? "say which array holds the features" : `say which part: ${parts.join(", ")}`;
    throw badData({ file }, `expected arrays called x and y, found ${there}: ${which}`, { parts });
  }
  const target = find("target");
  return {
    features: [features, arrays.get(features)!],
    ...(target !== undefined && target !== features && { target: [target, arrays.get(target)!] as const }),
  };
}
