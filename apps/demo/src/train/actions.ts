import { batch, effect } from "@preact/signals";
import { proxy, type Remote } from "comlink";
import { everyFrame } from "../charts/everyFrame.js";
import { chooseDevice, device, renewDevice, room } from "../engine/engine.js";
import { Curve } from "./curve.js";
import type { Progress, Report, View } from "./report.js";
import type { Setup } from "./setup/setup.js";
import * as now from "./signals.js";
import type { trainEngine } from "./worker/engine.js";

let remote: Promise<Remote<typeof trainEngine>> | undefined;

/** This room's part of the worker. */
export function trainer(): Promise<Remote<typeof trainEngine>> {
  remote ??= (async () => {
    const part = (await room("train")) as unknown as Remote<typeof trainEngine>;
    await part.listen(proxy(hear));
    return part;
  })();
  return remote;
}

const curve = new Curve();
const showLosses = everyFrame((last: Progress) =>
  batch(() => {
    now.losses.value = { steps: curve.steps, values: curve.values };
    now.progress.value = last;
  }),
);
const showView = everyFrame((last: View) => {
  now.view.value = last;
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
      now.epochs.value = [...now.epochs.value, report.facts];
      now.judged.value = report.judged;
    });
  if (report.type === "end")
    batch(() => {
      now.ending.value = report.ending;
      // While another network is being made, what is told is of the one before.
      if (now.phase.value !== "preparing") now.phase.value = "resting";
    });
}

function goBack(step: number): void {
  curve.cut(step);
  batch(() => {
    now.losses.value = { steps: curve.steps, values: curve.values };
    now.epochs.value = now.epochs.value.filter((epoch) => epoch.step <= step);
    if (now.progress.value) now.progress.value = { ...now.progress.value, step };
  });
}

let asked = 0;

/** Makes data and network of the set-up anew; what was learned is gone. */
export async function reset(): Promise<void> {
  const turn = ++asked;
  clearTimeout(timer);
  now.phase.value = "preparing";
  const made = now.setup.value;
  const prepared = await prepare(made);
  // Another set-up came meanwhile.
  if (turn !== asked) return;
  curve.cut(0);
  batch(() => {
    forget();
    const isPrepared = "facts" in prepared;
    now.facts.value = isPrepared ? prepared.facts : undefined;
    now.view.value = isPrepared ? prepared.view : undefined;
    now.madeOf.value = isPrepared ? made : undefined;
    now.problem.value = "refusal" in prepared ? prepared.refusal : isPrepared ? undefined : prepared.problem;
    now.phase.value = "ready";
  });
}

async function prepare(made: Setup) {
  try {
    await renewDevice();
    return await (await trainer()).prepare(made);
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function forget(): void {
  now.ending.value = undefined;
  now.progress.value = undefined;
  now.judged.value = undefined;
  now.epochs.value = [];
  now.losses.value = { steps: [], values: [] };
}

/** Trains on; makes a new network first where the set-up has changed. One step where `isSingle`. */
export async function train(isSingle = false): Promise<void> {
  if (now.phase.value === "running" || now.phase.value === "preparing") return;
  if (now.setup.value !== now.madeOf.value) await reset();
  if (!now.isMade.value) return;
  now.phase.value = "running";
  const part = await trainer();
  if (now.openModel.value) await closeModel();
  if (now.ending.value?.kind === "lost") await renewDevice();
  await settled;
  const last = now.ending.value;
  // What settled may have told that it rests.
  batch(() => {
    now.ending.value = undefined;
    now.phase.value = "running";
  });
  if (last?.kind === "finished") await part.extend();
  if (last?.kind === "failed") await part.rebuild();
  await part.drive(isSingle);
}

export async function pause(): Promise<void> {
  await (await trainer()).pause();
}

// A network at rest goes where the page computes now. Where training runs, it sees to that by itself.
let settled: Promise<void> = Promise.resolve();
effect(() => {
  if (device.value) settled = trainer().then((part) => part.settle());
});

/** After the graphics device was lost: on with WebAssembly, from the last epoch's end. */
export async function goOnWithoutGraphics(): Promise<void> {
  await chooseDevice("cpu");
  await settled;
  if (now.ending.value?.kind !== "finished") await train();
}

/** Follows another held-out example through the layers. */
export async function follow(example: number): Promise<void> {
  const seen = await (await trainer()).look(example);
  if (seen) now.view.value = seen;
}

export async function closeModel(): Promise<void> {
  now.openModel.value = undefined;
  await (await trainer()).closeModel();
}

/** Changes part of the set-up. */
export function change(part: Partial<Setup>): void {
  now.setup.value = { ...now.setup.value, ...part };
}

// A network that hasn't learned yet follows the set-up at once, and other data always bring another network; else one
// that has learned waits to be told.
let timer: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const { data } = now.setup.value;
  const made = now.madeOf.peek();
  const phase = now.phase.peek();
  if (now.setup.value === made || phase === "running") return;
  if (phase === "resting" && data === made?.data) return;
  clearTimeout(timer);
  timer = setTimeout(reset, made ? 150 : 0);
});
