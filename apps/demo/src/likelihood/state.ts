import { computed, signal } from "@preact/signals";
import { niceStep } from "./numbers.js";
import type {
  Column,
  FamilyInfo,
  Landscape,
  Look,
  NewtonPath,
  ParameterInfo,
  Range,
  Study,
  Unusable,
  Values,
} from "./worker/types.js";

/** Where the samples come from: only the page's own are replaced without asking. */
export type Origin = "page" | "person";

export const families = signal<readonly FamilyInfo[]>([]);
/** The family that is chosen; `study` follows a moment later. */
export const chosen = signal("Normal");
export const values = signal<Float64Array>(Float64Array.of(3.1, 4.4, 4.9, 5.2, 5.8, 6.3, 7.6, 8.3));
export const origin = signal<Origin>("page");
/** Of the confidence intervals. */
export const level = signal(0.95);

export const study = signal<Study | undefined>(undefined);
/** Where a person stands: the parameters of `study`'s family. */
export const parameters = signal<Values>({ mean: 4.5, standardDeviation: 2.4 });
export const look = signal<Look | undefined>(undefined);
export const landscape = signal<Landscape | undefined>(undefined);
/** Newton's way from where a person stood, and how many of its steps are taken. */
export const path = signal<{ readonly found: NewtonPath; readonly taken: number } | undefined>(undefined);

/** What went wrong with a file: by itself, or in the words of @mebae/data. */
export const fileProblem = signal<Unusable | string | undefined>(undefined);
export const columns = signal<readonly Column[]>([]);
/** Whether a link brought something that this page didn't make. */
export const isLinkBroken = signal(false);
/** What went wrong in the worker. */
export const problem = signal<string | undefined>(undefined);
/** While a sample is dragged the picture keeps its range, which would run away from the pointer otherwise. */
export const isDragging = signal(false);

/** The parameters that data tell and that there is a range for. */
export const fitted = computed((): readonly ParameterInfo[] => {
  const { family, ranges } = study.value ?? { family: undefined, ranges: {} };
  return family?.parameters.filter(({ name }) => name in ranges) ?? [];
});

/** The parameters that can be dragged on the density, since they move or stretch it. */
export const draggable = computed(() =>
  fitted.value.filter(({ role }) => role === "location" || role === "scale"),
);

/** Where each fitted parameter is looked at: what is worth it, and where a person stands. */
export const ranges = computed((): Readonly<Record<string, Range>> => {
  const stands = parameters.value;
  const entries = fitted.value.map(({ name }): [string, Range] => {
    const [low, high] = study.value!.ranges[name]!;
    const value = stands[name] ?? low;
    return [name, [Math.min(low, value), Math.max(high, value)]];
  });
  return Object.fromEntries(entries);
});

/** What of each parameter its curve shows. It stays while a point is dragged along the curve. */
export const windows = signal<Readonly<Record<string, Range>>>({});

/** Opens the curves where l is worth looking at, and as far as to where a person stands. */
export function openWindows(): void {
  const entries = fitted.value.map(({ name }): [string, Range] => {
    const [low, high] = study.value!.near[name]!;
    const value = parameters.value[name]!;
    const margin = 0.08 * (high - low);
    return [name, [value < low ? value - margin : low, value > high ? value + margin : high]];
  });
  windows.value = Object.fromEntries(entries);
}

/** How far one press of an arrow moves a parameter. */
export const stepOf = ([low, high]: Range) => niceStep((high - low) / 200);
