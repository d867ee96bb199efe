import { DataError, UsageError } from "@mebae/tensor";
import { badData } from "./place.js";

/** What is known of each example: `length × size(shape)` values, row-major, images as channels, height, width. */
export interface Features {
  readonly data: Float32Array | Uint8Array;
  /** The shape of one example: [4] for a table of four columns, [1, 28, 28] for a grey image. */
  readonly shape: readonly number[];
  /** Names of the columns, for a table. */
  readonly names?: readonly string[];
}

/** One class an example: `labels[i]` counts into `classes`. */
export interface ClassTarget {
  readonly kind: "classes";
  readonly labels: Int32Array;
  readonly classes: readonly string[];
}

/** Numbers to predict: `values` is length × names.length, row-major. */
export interface NumberTarget {
  readonly kind: "numbers";
  readonly values: Float32Array;
  readonly names: readonly string[];
}

export type Target = ClassTarget | NumberTarget;

export interface DatasetParts {
  readonly name: string;
  readonly features: Features;
  readonly target?: Target;
  /** What each example is called, such as the file that it was read from. */
  readonly names?: readonly string[];
}

/**
 * Examples in host memory. A data set never enters the WebAssembly heap; only its batches become tensors.
 * @throws DataError when the values don't fill the shape, features, target or names differ in number, a label is
 *   outside the classes, or a float is NaN or infinite.
 */
export class Dataset {
  readonly name: string;
  readonly features: Features;
  readonly target: Target | undefined;
  /** What each example is called, where it has a name of its own: `cat/1.jpg`. */
  readonly names: readonly string[] | undefined;
  /** Number of examples. */
  readonly length: number;

  constructor({ name, features, target, names }: DatasetParts) {
    this.name = name;
    this.features = features;
    this.target = target;
    this.names = names;
    this.length = countExamples(name, features);
    checkFinite(name, features.data, exampleSize(features), features.names);
    if (target?.kind === "classes") checkLabels(name, target, this.length);
    if (target?.kind === "numbers") checkNumbers(name, target, this.length);
    if (names && names.length !== this.length)
      throw badData({ file: name }, `${this.length} examples but ${names.length} names`);
  }

  /** The examples at `indices`, copied, in that order; an index may come twice. */
  subset(indices: ArrayLike<number>): Dataset {
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (Number.isInteger(index) && index >= 0 && index < this.length) continue;
      throw new UsageError(`subset: index ${index} is outside the ${this.length} examples of ${this.name}`, {
        index,
      });
    }
    const { features, target, names } = this;
    return new Dataset({
      name: this.name,
      features: { ...features, data: takeRows(features.data, exampleSize(features), indices) },
      target: target && takeTarget(target, indices),
      names: names && Array.from(indices, (index) => names[index]!),
    });
  }
}

/** Number of values of one example. */
export function exampleSize(features: Pick<Features, "shape">): number {
  return features.shape.reduce((product, extent) => product * extent, 1);
}

/** The class target of a data set. @throws UsageError where it has none. */
export function classTarget(dataset: Dataset): ClassTarget {
  if (dataset.target?.kind === "classes") return dataset.target;
  throw new UsageError(
    `${dataset.name}: expected a data set with classes, found ${dataset.target ? "numbers" : "no target"}`,
  );
}

function countExamples(name: string, { data, shape }: Features): number {
  const size = exampleSize({ shape });
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new DataError(`${name}: an example of shape [${shape}] holds no values`, { file: name, shape });
  }
  if (data.length % size !== 0) {
    throw new DataError(`${name}: ${data.length} values don't divide into examples of shape [${shape}]`, {
      file: name,
    });
  }
  return data.length / size;
}

function checkFinite(
  name: string,
  data: Float32Array | Uint8Array,
  size: number,
  names?: readonly string[],
): void {
  if (data instanceof Uint8Array) return;
  // One sum finds most bad values at the speed of memory; the search for the place is for the rare error.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]! * 0;
  if (sum === 0) return;
  const at = data.findIndex((value) => !Number.isFinite(value));
  const column = names?.[at % size] ?? (at % size) + 1;
  throw badData(
    { file: name, row: Math.floor(at / size) + 1, column },
    `expected a finite number, found ${data[at]}`,
  );
}

function checkLabels(name: string, { labels, classes }: ClassTarget, length: number): void {
  if (labels.length !== length) {
    throw badData({ file: name }, `${length} examples but ${labels.length} labels`, {
      examples: length,
      labels: labels.length,
    });
  }
  for (let i = 0; i < length; i++) {
    if (labels[i]! >= 0 && labels[i]! < classes.length) continue;
    throw badData(
      { file: name, row: i + 1 },
      `expected a label from 0 to ${classes.length - 1}, found ${labels[i]}`,
    );
  }
}

function checkNumbers(name: string, { values, names }: NumberTarget, length: number): void {
  if (values.length !== length * names.length) {
    throw badData(
      { file: name },
      `${length} examples need ${length * names.length} target values, found ${values.length}`,
    );
  }
  checkFinite(name, values, Math.max(1, names.length), names);
}

function takeTarget(target: Target, indices: ArrayLike<number>): Target {
  if (target.kind === "classes") return { ...target, labels: takeRows(target.labels, 1, indices) };
  return { ...target, values: takeRows(target.values, target.names.length, indices) };
}

function takeRows<T extends Float32Array | Uint8Array | Int32Array>(
  data: T,
  size: number,
  indices: ArrayLike<number>,
): T {
  const taken = new (data.constructor as new (length: number) => T)(indices.length * size);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i]! * size;
    taken.set(data.subarray(from, from + size), i * size);
  }
  return taken;
}
