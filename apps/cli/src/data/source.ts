import type { Dataset, ExamplePreparation, OpenedData, Preparation, Task } from "@mebae/data";
import type { TargetScale } from "@mebae/training";

/** Data to learn from, of whatever kind: examples that are split first and prepared afterwards. */
export interface Source {
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

export interface Prepared {
  readonly preparation: Preparation;
  readonly targetScale?: TargetScale;
  /** How a batch becomes what the network sees, where the data set holds raw values. */
  readonly prepare?: ExamplePreparation;
  /** The shape of one example that the network sees. */
  readonly inputShape: readonly number[];
  readonly warnings: readonly string[];
  examples(indices: ArrayLike<number>): Dataset;
  /** Other data of the same kind, prepared in the same way. */
  other(data: OpenedData): Dataset;
}

export type Example =
  | { readonly kind: "row"; readonly row: number; readonly values: readonly (readonly [string, string])[] }
  | {
      readonly kind: "image";
      readonly pixels: Uint8Array;
      readonly channels: number;
      readonly height: number;
      readonly width: number;
    };
