import { signal } from "@preact/signals";
import { proxy } from "comlink";
import { everyFrame } from "../charts/everyFrame.js";
import { chooseDevice, renewDevice, room } from "../engine/engine.js";
import type { Failure, Moment, Points, RepeatReport, Report, Scores } from "./reports.js";
import { firstSetup, type Method, methods, type Setup } from "./setup.js";

export type Status = "idle" | "running" | "paused" | "ended" | "failed";

export const setup = signal<Setup>(firstSetup);
export const status = signal<Status>("idle");
/** Why it couldn't go on. */
export const problem = signal<Failure | undefined>(undefined);
export const data = signal<{ readonly points: Points; readonly heldBack: number } | undefined>(undefined);
/** How the six networks stand. */
export const moment = signal<Moment | undefined>(undefined);
/** Steps of the race that runs now; `moment` is of the one before until there is something to see. */
export const step = signal(0);
export type Shown = "loss" | "accuracy";
/** What the curves are of. */
export const shown = signal<Shown>("loss");

/** Scores so far, by method. They grow in place; a new `moment` tells that there are more. */
export const curves: Record<Method, Scores[]> = emptyOf<Scores>();

/** Test accuracies of other seeds, by method. */
export interface Repeats {
  readonly done: number;
  readonly wanted: number;
  readonly isRunning: boolean;
  readonly accuracies: Readonly<Record<Method, readonly number[]>>;
  readonly problem?: Failure;
}
export const repeats = signal<Repeats | undefined>(undefined);
const seedsToRepeat = 10;

function emptyOf<T>(): Record<Method, T[]> {
  return Object.fromEntries(methods.map((method) => [method, []])) as unknown as Record<Method, T[]>;
}

let run = 0;

const worker = () => room("regularize");

/** Trains all six from the beginning. */
export async function start(): Promise<void> {
  const mine = ++run;
  forgetRepeats();
  status.value = "running";
  problem.value = undefined;
  step.value = 0;
  const draw = everyFrame((next: Moment) => {
    if (mine !== run) return;
    moment.value = next;
    step.value = next.step;
  });
  const take = (report: Report) => {
    if (mine === run) hear(report, draw);
  };
  try {
    await renewDevice();
    await (await worker()).start(setup.value, proxy(take));
  } catch (error) {
    if (mine === run) hear({ type: "failed", reason: (error as Error).message }, draw);
  }
}

function hear(report: Report, draw: (moment: Moment) => void): void {
  if (report.type === "data") {
    for (const method of methods) curves[method].length = 0;
    data.value = report;
  } else if (report.type === "moment") {
    for (const { method, scores, hasStopped, problem } of report.moment.standings) {
      // A hidden page gets no frames, and its curves are whole all the same.
      if (!hasStopped && problem === undefined) curves[method].push(scores);
    }
    draw(report.moment);
  } else if (report.type === "end") {
    status.value = "ended";
  } else {
    status.value = "failed";
    problem.value = report;
  }
}

/** After the graphics device was lost: the same with WebAssembly. */
export async function startWithoutGraphics(): Promise<void> {
  await chooseDevice("cpu");
  await start();
}

export async function repeatWithoutGraphics(): Promise<void> {
  await chooseDevice("cpu");
  await repeat();
}

/** Holds all six. It is paused when the worker has said so: until then it may have ended, or begun anew. */
export async function pause(): Promise<void> {
  const mine = run;
  await (await worker()).pause();
  if (mine === run && status.value === "running") status.value = "paused";
}

export async function resume(): Promise<void> {
  status.value = "running";
  await (await worker()).resume();
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Changes the set-up and, once a person's hand has come to rest, trains anew. */
export function change(part: Partial<Setup>): void {
  setup.value = { ...setup.value, ...part };
  clearTimeout(timer);
  timer = setTimeout(start, 300);
}

/** Trains all six for ten seeds and keeps how each ended. */
export async function repeat(): Promise<void> {
  const mine = run;
  const accuracies = emptyOf<number>();
  const next = (part: Partial<Repeats>) => {
    repeats.value = {
      done: 0,
      wanted: seedsToRepeat,
      isRunning: true,
      ...repeats.value,
      accuracies,
      ...part,
    };
  };
  repeats.value = undefined;
  next({});
  const take = (report: RepeatReport) => {
    if (mine !== run || !repeats.value?.isRunning) return;
    if (report.type === "seed") {
      for (const method of methods) accuracies[method].push(report.accuracies[method]);
      next({ done: report.done });
    } else next({ isRunning: false, ...(report.type !== "end" && { problem: report }) });
  };
  await renewDevice();
  await (await worker()).repeat(setup.value, seedsToRepeat, proxy(take));
}

/** Ends the repetitions where they are; what came out stays. */
export async function stopRepeating(): Promise<void> {
  if (repeats.value) repeats.value = { ...repeats.value, isRunning: false };
  await (await worker()).stopRepeating();
}

/** They were of another set-up. */
function forgetRepeats(): void {
  if (repeats.value?.isRunning) void stopRepeating();
  repeats.value = undefined;
}
