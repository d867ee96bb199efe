/** What the worker tells the page: plain data only. */
import type { Messages } from "../language/language.js";

export type Task = "classification" | "regression";

/** "plane": two numbers an example, so that the whole input space can be drawn. */
export type DataKind = "image" | "plane" | "table";

export interface ColumnFacts {
  readonly name: string;
  /** What its cells were taken for. */
  readonly type: string;
  readonly role: "target" | "feature" | "leftOut";
}

/** Small images side by side, `values` image by image, channel by channel, row by row. */
export interface Tiles {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Bytes as pixels; floats of any sign. */
  readonly values: Uint8Array | Float32Array;
}

/** Examples in the plane, in the columns' own units. */
export interface PlanePoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly labels: Int32Array;
  /** 1 where it is held out. */
  readonly isHeldOut: Uint8Array;
  readonly columns: readonly [string, string];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

/** What the chosen data turned out to be. */
export interface DataFacts {
  readonly name: string;
  readonly kind: DataKind;
  readonly task: Task;
  /** The shape of one example as the network sees it. */
  readonly inputShape: readonly number[];
  /** Names of the classes; none where numbers are predicted. */
  readonly classes: readonly string[];
  readonly training: number;
  readonly validation: number;
  /** Of a table. */
  readonly columns: readonly ColumnFacts[];
  readonly target?: string;
  /** Sentences of the packages about what a person should know of these data. */
  readonly warnings: readonly string[];
  /** Some examples with their classes, of images. */
  readonly samples?: Tiles & { readonly labels: readonly string[] };
  readonly points?: PlanePoints;
}

/** Probabilities of each class over the plane, `values` is side × side × classes, rows from the top. */
export interface BoundaryView {
  readonly side: number;
  readonly values: Float32Array;
}

/** How the held-out examples were judged at the end of an epoch. */
export type JudgedView =
  | { readonly kind: "confusion"; readonly counts: readonly (readonly number[])[] }
  | { readonly kind: "scatter"; readonly expected: Float32Array; readonly predicted: Float32Array };

/** What the layer with weights that comes first has learned. */
export interface FiltersView {
  readonly layer: string;
  readonly kind: "kernels" | "weights" | "responses";
  readonly tiles: Tiles;
}

/** What each layer makes of one example. */
export interface ActivationsView {
  /** Its place among the held-out examples, and how many there are. */
  readonly example: number;
  readonly examples: number;
  readonly name: string;
  /** A class or a number. */
  readonly expected: string | number;
  readonly predicted: string | number;
  /** The probability of the predicted class. */
  readonly share?: number;
  readonly input?: Tiles;
  readonly layers: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly tiles: Tiles;
  }[];
}

export interface View {
  readonly boundary?: BoundaryView;
  readonly filters?: FiltersView;
  readonly activations?: ActivationsView;
}

export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly examplesPerSecond: number;
  readonly secondsLeft: number;
}

export interface EpochFacts {
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly validationLoss: number;
  /** Of classes. */
  readonly accuracy?: number;
  readonly trainingAccuracy?: number;
  /** Of numbers. */
  readonly rSquared?: number;
  readonly rmse?: number;
}

/** Why training isn't running any more. */
export type Ending =
  | { readonly kind: "paused" }
  | { readonly kind: "finished"; readonly reason: "finished" | "earlyStopping"; readonly bestEpoch: number }
  /** The graphics device is gone with all that was on it. `isSafe`: the weights of the last epoch's end are kept here. */
  | { readonly kind: "lost"; readonly reason: string; readonly isSafe: boolean }
  /** `canGoOn`: the weights of the last epoch's end are safe, and another device can go on from them. */
  | { readonly kind: "failed"; readonly reason: string; readonly canGoOn: boolean }
  | { readonly kind: "diverged"; readonly step: number };

export type Report =
  | {
      readonly type: "steps";
      readonly losses: readonly (readonly [step: number, loss: number])[];
      readonly progress: Progress;
    }
  | { readonly type: "epoch"; readonly facts: EpochFacts; readonly judged: JudgedView }
  | { readonly type: "view"; readonly view: View }
  /** Training begins again from this step, as after a device was lost: what came later is undone. */
  | { readonly type: "back"; readonly step: number }
  | { readonly type: "end"; readonly ending: Ending };

/** A file with its place in what was dropped: "photos/cat/1.png". */
export interface DroppedFile {
  readonly path: string;
  readonly file: Blob;
}

/** Where pictures' classes were found. */
export type ClassesFrom = "folders" | "names";

/** The last column, which one would take for the target, and why it can't be predicted. */
export interface PassedOver {
  readonly column: string;
  readonly reason: string;
}

/** What dropped files turned out to be. */
export type FilesOutcome =
  | {
      readonly kind: "data";
      readonly name: string;
      readonly isImages: boolean;
      /** Of a table. */
      readonly columns?: readonly string[];
      /** The column that is predicted unless another is chosen. */
      readonly target?: string;
      readonly passedOver?: PassedOver;
      readonly classesFrom?: ClassesFrom;
    }
  | { readonly kind: "half"; readonly half: "images" | "labels"; readonly name: string }
  | { readonly kind: "model"; readonly facts: ModelFacts; readonly view: View };

/** Why the page itself can't take files or data, in each language. */
export type Refusal = Messages<string>;

/** What a model that was opened says of itself. */
export interface ModelFacts {
  readonly name: string;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly inputShape: readonly number[];
  readonly parameters: number;
  /** What it learned from, and in how many steps. */
  readonly data?: string;
  readonly steps?: number;
  readonly target?: string;
}

/** What an opened model is worth on some data. */
export interface ModelScores {
  readonly data: string;
  readonly examples: number;
  readonly judged: JudgedView;
  readonly accuracy: number | undefined;
  readonly rSquared: number | undefined;
  readonly rmse: number | undefined;
}
