import type { Dataset, Examples, Prepared } from "@mebae/data";
import type { Layer, Sequential } from "@mebae/layers";
import type { EpochRecord, FileStore, RecipeSettings, TrainingEvent } from "@mebae/training";
import { predict } from "@mebae/training";
import { type Judgement, judge } from "./judgement.js";

/** What is trained in one go: a fold's network, or the one that is kept. */
export interface PartOptions {
  readonly source: Examples;
  readonly train: ArrayLike<number>;
  readonly settings: RecipeSettings;
  /** Of a recipe: about how long it may learn. */
  readonly budgetSeconds?: number | undefined;
  readonly seed: number;
  /** An architecture of the user's own, with the file that it came from. */
  readonly given?: GivenNetwork;
  readonly checkpoint: FileStore;
  readonly resume: boolean;
  readonly signal: AbortSignal;
  readonly progress: PartListeners;
}

export interface GivenNetwork {
  readonly path: string;
  readonly make: (seed: number) => Sequential;
}

/** Who is told of one network's training, and of a recipe's. */
export interface PartListeners {
  readonly onEvent: (event: TrainingEvent) => void;
  /** How much is done, from 0 to 1. */
  readonly onPart: (done: number) => void;
}

export interface TrainedPart {
  readonly model: Layer;
  readonly prepared: Prepared;
  /** For people: which network, or which members. */
  readonly name: string;
  /** Of one network; a recipe has none. */
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
  readonly steps?: number;
  /** Of a recipe, with what each counts. */
  readonly members?: readonly { readonly name: string; readonly weight: number }[];
  /** How a recipe changed images as it learned. */
  readonly augmentation?: string;
}

/** Thrown where Ctrl-C ended the training of a part; what is done of it is written. */
export class Interrupted extends Error {
  constructor(readonly steps?: number) {
    super("interrupted");
  }
}

/** Judges a trained network by examples that it hasn't learned from. */
export async function judgePart(
  { model, prepared }: Pick<TrainedPart, "model" | "prepared">,
  dataset: Dataset,
  indices: ArrayLike<number>,
): Promise<Judgement> {
  const { prepare, targetScale } = prepared;
  const predictions = await predict(model, dataset, {
    ...(prepare && { prepare }),
    ...(targetScale && { targetScale }),
  });
  return judge(predictions, dataset, indices);
}
