import type { Target } from "../../dataset.js";
import { badData, quote } from "../../place.js";
import type { NumpyOptions } from "./numpyDataset.js";
import type { NpyArray } from "./readNpy.js";

/** Labels up to here are believed without names of classes, however few the examples. */
const mostUncounted = 256;

/**
 * The target from an array [n], [n, 1], or [n, k] of numbers to predict.
 * @throws DataError with the row: labels that don't count from 0, that reach beyond 255 and the number of examples, or that aren't
 *   among the classes given.
 */
export function numpyTarget(
  array: NpyArray,
  file: string,
  { task, classes }: Pick<NumpyOptions, "task" | "classes">,
): Target {
  const { dtype, shape, data } = array;
  const width = shape[1] ?? 1;
  if (shape.length < 1 || shape.length > 2)
    throw badData({ file }, `expected a target of 1 or 2 dimensions, found shape [${shape.join(", ")}]`);
  const isFloat = dtype.startsWith("float");
  if (dtype !== "text" && (task === "regression" || (isFloat && task === undefined))) {
    const names = width === 1 ? ["y"] : Array.from({ length: width }, (_, i) => `y${i + 1}`);
    return { kind: "numbers", values: Float32Array.from(data as ArrayLike<number>), names };
  }
  if (task === "regression") throw badData({ file }, "expected numbers to predict, found texts");
  if (width !== 1)
    throw badData({ file }, `expected one label an example, found shape [${shape.join(", ")}]`);
  return dtype === "text"
    ? namedClasses(data as readonly string[], file, classes)
    : countedClasses(data as ArrayLike<number>, file, classes);
}

function namedClasses(
  texts: readonly string[],
  file: string,
  classes: readonly string[] = [...new Set(texts)].sort(),
): Target {
  const places = new Map(classes.map((name, place) => [name, place]));
  const labels = Int32Array.from(texts, (text, i) => {
    const label = places.get(text);
    if (label !== undefined) return label;
    const known = classes
      .slice(0, 12)
      .map((name) => `"${name}"`)
      .join(", ");
    throw badData({ file, row: i + 1 }, `expected one of the classes ${known}, found ${quote(text)}`);
  });
  return { kind: "classes", labels, classes };
}

function countedClasses(values: ArrayLike<number>, file: string, classes?: readonly string[]): Target {
  // Integers that reach beyond that are no classes but prices, years, counts.
  const most = classes?.length ?? Math.max(mostUncounted, values.length);
  let greatest = 0;
  const labels = Int32Array.from(values, (value, i) => {
    if (Number.isInteger(value) && value >= 0 && value < most) {
      greatest = Math.max(greatest, value);
      return value;
    }
    const hint =
      classes || value < most ? "" : ' (or say that these are numbers to predict: task "regression")';
    throw badData({ file, row: i + 1 }, `expected a label from 0 to ${most - 1}${hint}, found ${value}`);
  });
  return {
    kind: "classes",
    labels,
    classes: classes ?? Array.from({ length: greatest + 1 }, (_, i) => String(i)),
  };
}
