import { computed, signal } from "@preact/signals";
import type {
  DataFacts,
  Ending,
  EpochFacts,
  FilesOutcome,
  JudgedView,
  ModelFacts,
  ModelScores,
  Progress,
  Refusal,
  View,
} from "./report.js";
import { type FittedLayers, fitLayers } from "./setup/fit.js";
import { defaultSetup } from "./setup/presets.js";
import type { Setup } from "./setup/setup.js";

/** Where training stands. "preparing": the worker makes data and network of a set-up. */
export type Phase = "preparing" | "ready" | "running" | "resting";

export const setup = signal<Setup>(defaultSetup);
/** The set-up that the network was made of. */
export const madeOf = signal<Setup | undefined>(undefined);
export const phase = signal<Phase>("preparing");
export const facts = signal<DataFacts | undefined>(undefined);
/** Why there is no network: the page's own refusal, or a sentence of the packages. */
export const problem = signal<Refusal | string | undefined>(undefined);
export const ending = signal<Ending | undefined>(undefined);
export const progress = signal<Progress | undefined>(undefined);
export const epochs = signal<readonly EpochFacts[]>([]);
export const judged = signal<JudgedView | undefined>(undefined);
export const view = signal<View | undefined>(undefined);

export interface Losses {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}
/** The losses of the steps so far. */
export const losses = signal<Losses>({ steps: [], values: [] });

/** What the files that came last turned out to be, or why they are refused. */
export type Files = { readonly outcome: FilesOutcome } | { readonly refused: Refusal | string };
export const files = signal<Files | undefined>(undefined);
/** The columns of the table that was dropped last; none where no table was. */
export const columns = signal<readonly string[]>([]);
/** Whether files are being read. */
export const isReading = signal(false);

/** A model that was saved before, and what it is worth on the chosen data: or that these are of another kind, or why they don't suit it. */
export interface OpenModel {
  readonly facts: ModelFacts;
  readonly view: View;
  readonly scores: ModelScores | { readonly otherKind: true } | { readonly refused: string } | undefined;
}
export const openModel = signal<OpenModel | undefined>(undefined);

/** The field of a link's set-up that couldn't be read. */
export const linkProblem = signal<string | undefined>(undefined);

/** Whether the set-up was changed after the network was made of it. */
export const isStale = computed(() => phase.value === "resting" && setup.value !== madeOf.value);

/** Whether there is a network to train. */
export const isMade = computed(() => madeOf.value !== undefined && view.value !== undefined);

/** How the layers fit the data; undefined while there are none. */
export const fitted = computed<FittedLayers | undefined>(() => {
  const known = facts.value;
  if (!known) return undefined;
  const outputs = known.task === "regression" ? 1 : known.classes.length;
  return fitLayers(setup.value.layers, known.inputShape, outputs);
});

/** The network that the page has: what other rooms may ask, by `classify` of the worker's part. */
export interface Network {
  readonly kind: "image" | "plane" | "table";
  /** Height and width of an image. */
  readonly size: readonly [height: number, width: number];
  readonly channels: number;
  readonly classes: readonly string[];
  readonly isTrained: boolean;
  readonly step: number;
  /** On the held-out examples at the end of the last epoch; of an opened model, on the chosen data. */
  readonly accuracy: number | undefined;
}

/** The opened model, or else the network of the training that runs or ran last; undefined while there is neither. */
export const network = computed<Network | undefined>(() => {
  const model = openModel.value;
  if (model) return networkOf(model);
  const known = facts.value;
  if (!known || !isMade.value) return undefined;
  const step = progress.value?.step ?? 0;
  return {
    kind: known.kind,
    ...imageOf(known.inputShape),
    classes: known.classes,
    isTrained: step > 0,
    step,
    accuracy: epochs.value.at(-1)?.accuracy,
  };
});

function networkOf({ facts: { classes, inputShape, steps = 0 }, scores }: OpenModel): Network {
  return {
    kind: inputShape.length === 3 ? "image" : "table",
    ...imageOf(inputShape),
    classes,
    isTrained: true,
    step: steps,
    accuracy: scores && "accuracy" in scores ? scores.accuracy : undefined,
  };
}

function imageOf([channels = 1, height = 1, width = 1]: readonly number[]) {
  return { channels, size: [height, width] as const };
}
