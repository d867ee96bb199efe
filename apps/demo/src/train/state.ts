import { batch, computed, effect, signal } from "@preact/signals";
import { proxy, type Remote } from "comlink";
import { everyFrame } from "../charts/everyFrame.js";
import { engine } from "../engine/engine.js";
import { Curve } from "./curve.js";
import type { DataFacts, Ending, EpochFacts, JudgedView, Progress, Report, View } from "./report.js";
import { defaultSetup } from "./setup/presets.js";
import type { Setup } from "./setup/setup.js";
import type { trainEngine } from "./worker/engine.js";

/** Where training stands. "preparing": the worker makes data and network of a set-up. */
export type Phase = "preparing" | "ready" | "running" | "resting";

export const setup = signal<Setup>(defaultSetup);
/** The set-up that the network was made of. */
export const madeOf = signal<Setup | undefined>(undefined);
export const phase = signal<Phase>("preparing");
export const facts = signal<DataFacts | undefined>(undefined);
/** Why there is no network: a sentence of the packages. */
export const problem = signal<string | undefined>(undefined);
export const ending = signal<Ending | undefined>(undefined);
export const progress = signal<Progress | undefined>(undefined);
export const epochs = signal<readonly EpochFacts[]>([]);
export const judged = signal<JudgedView | undefined>(undefined);
export const view = signal<View | undefined>(undefined);
/** The losses of the steps so far. */
export const losses = signal<{ readonly steps: readonly number[]; readonly values: readonly number[] }>({
  steps: [],
  values: [],
});

/** Whether the set-up was changed after the network was made of it. */
export const isStale = computed(() => phase.value === "resting" && setup.value !== madeOf.value);

/** The network that the page has: what other rooms may ask, by `classify`. */
export interface Network {
  readonly kind: "image" | "plane" | "table";
  /** Height and width of an image. */
  readonly size: readonly [height: number, width: number];
  readonly channels: number;
  readonly classes: readonly string[];
  readonly isTrained: boolean;
  readonly step: number;
  /** On the held-out examples, at the end of the last epoch. */
  readonly accuracy: number | undefined;
}

const isMade = computed(() => madeOf.value !== undefined && view.value !== undefined);

/** The network of the training that runs or ran last; undefined while there is none. */
export const network = computed<Network | undefined>(() => {
  const known = facts.value;
  if (!known || !isMade.value) return undefined;
  const [channels = 1, height = 1, width = 1] = known.inputShape;
  const step = progress.value?.step ?? 0;
  return {
    kind: known.kind,
    size: [height, width],
    channels,
    classes: known.classes,
    isTrained: step > 0,
    step,
    accuracy: epochs.value.at(-1)?.accuracy,
  };
});

let remote: Promise<Remote<typeof trainEngine>> | undefined;

/** This room's part of the worker. */
export function trainer(): Promise<Remote<typeof trainEngine>> {
  remote ??= (async () => {
    const part = (await (await engine()).train()) as unknown as Remote<typeof trainEngine>;
    await part.listen(proxy(hear));
    return part;
  })();
  return remote;
}

const curve = new Curve();
const showLosses = everyFrame((last: Progress) =>
  batch(() => {
    losses.value = { steps: curve.steps, values: curve.values };
    progress.value = last;
  }),
);
const showView = everyFrame((last: View) => {
  view.value = last;
});

function hear(report: Report): void {
  if (report.type === "steps") {
    for (const [step, loss] of report.losses) curve.add(step, loss);
    showLosses(report.progress);
  }
  if (report.type === "view") showView(report.view);
  if (report.type === "back") goBack(report.step);
  if (report.type === "epoch")
    batch(() => {
      epochs.value = [...epochs.value, report.facts];
      judged.value = report.judged;
    });
  if (report.type === "end")
    batch(() => {
      ending.value = report.ending;
      phase.value = "resting";
    });
}

function goBack(step: number): void {
  curve.cut(step);
  batch(() => {
    losses.value = { steps: curve.steps, values: curve.values };
    epochs.value = epochs.value.filter((epoch) => epoch.step <= step);
    if (progress.value) progress.value = { ...progress.value, step };
  });
}

let asked = 0;

/** Makes data and network of the set-up anew; what was learned is gone. */
export async function reset(): Promise<void> {
  const turn = ++asked;
  phase.value = "preparing";
  const made = setup.value;
  try {
    const prepared = await (await trainer()).prepare(made);
    if (turn !== asked) return;
    curve.cut(0);
    batch(() => {
      forget();
      facts.value = prepared.facts;
      view.value = prepared.view;
      madeOf.value = made;
      phase.value = "ready";
    });
  } catch (error) {
    if (turn !== asked) return;
    batch(() => {
      forget();
      facts.value = undefined;
      view.value = undefined;
      madeOf.value = undefined;
      problem.value = (error as Error).message;
      phase.value = "ready";
    });
  }
}

function forget(): void {
  problem.value = undefined;
  ending.value = undefined;
  progress.value = undefined;
  judged.value = undefined;
  epochs.value = [];
  losses.value = { steps: [], values: [] };
}

/** Trains on; makes a new network first where the set-up has changed. One step where `isSingle`. */
export async function train(isSingle = false): Promise<void> {
  if (phase.value === "running") return;
  if (setup.value !== madeOf.value || problem.value) await reset();
  if (!isMade.value) return;
  const part = await trainer();
  if (ending.value?.kind === "finished") await part.extend();
  if (ending.value?.kind === "failed") await part.rebuild();
  batch(() => {
    ending.value = undefined;
    phase.value = "running";
  });
  await part.drive(isSingle);
}

export async function pause(): Promise<void> {
  await (await trainer()).pause();
}

/** Changes part of the set-up. */
export function change(part: Partial<Setup>): void {
  setup.value = { ...setup.value, ...part };
}

// A network that hasn't learned yet follows the set-up; one that has waits to be told.
let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const isChanged = setup.value !== madeOf.peek();
  if (!isChanged || phase.peek() === "running" || phase.peek() === "resting") return;
  clearTimeout(timer);
  timer = setTimeout(reset, madeOf.peek() ? 150 : 0);
});
