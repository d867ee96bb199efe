import type { Dataset } from "../dataset.js";
import type { ExamplePreparation } from "../preparation/imagePreparation.js";
import type { Preparation } from "../preparation/preparationFromJSON.js";
import type { NumberTargetPlan, Task } from "../preparation/target.js";
import type { OpenedData } from "../sources/openData.js";

/** Data to learn from, of whatever kind: examples that are split first and prepared afterwards. */
export interface Examples {
  readonly name: string;
  /** Number of examples. */
  readonly length: number;
  readonly task: Task;
  readonly classes?: readonly string[];
  /** The label or the number to predict of each example. */
  readonly expected: ArrayLike<number>;
  /** The class of each example, which random splits keep in proportion. */
  readonly labels?: ArrayLike<number>;
  /** No group is split between training and testing. */
  readonly groups?: ArrayLike<number | string>;
  /** The past is to predict the future. */
  readonly times?: ArrayLike<number>;
  /** What the training examples teach about preparing, applied to them and to others. */
  prepare(train: ArrayLike<number>): Prepared;
  /** Example `index` as people find it again: the line of a CSV file with its cells, or a picture. */
  describe(index: number): Example;
}

/** Examples as one training part teaches to prepare them. */
export interface Prepared {
  readonly preparation: Preparation;
  /** Mean and standard deviation of a number target in the training part. */
  readonly targetScale?: Pick<NumberTargetPlan, "mean" | "standardDeviation">;
  /** How a batch becomes what the network sees, where the data set holds raw values. */
  readonly prepare?: ExamplePreparation;
  /** The shape of one example that the network sees. */
  readonly inputShape: readonly number[];
  readonly warnings: readonly string[];
  examples(indices: ArrayLike<number>): Dataset;
  /** Other data of the same kind, prepared in the same way. */
  other(data: OpenedData): Dataset;
}

/** One example for people: a row with its cells, or a picture. */
export type Example =
  | { readonly kind: "row"; readonly row: number; readonly values: readonly (readonly [string, string])[] }
  | {
      readonly kind: "image";
      /** The file's path, where the picture was one. */
      readonly name?: string;
      readonly pixels: Uint8Array;
      readonly channels: number;
      readonly height: number;
      readonly width: number;
    };
