import { batch } from "@preact/signals";
import { askLandscape, askLook, askStudy, room } from "./requests.js";
import {
  chosen,
  columns,
  fileProblem,
  fitted,
  isLinkBroken,
  level,
  type Origin,
  openWindows,
  origin,
  parameters,
  path,
  problem,
  ranges,
  study,
  values,
} from "./state.js";
import type { Column, Range, Unusable } from "./worker/types.js";

/** Other samples, a person's own unless it is said. They are kept, not copied: a column is known again by its array. */
export function setSamples(next: Float64Array, from: Origin = "person"): void {
  if (replaceSamples(next, from)) askStudy({});
}

function replaceSamples(next: Float64Array, from: Origin): boolean {
  if (next.length === 0) return false;
  batch(() => {
    values.value = next;
    origin.value = from;
    path.value = undefined;
    isLinkBroken.value = false;
  });
  return true;
}

/** Samples of discrete families are whole numbers. */
const asSample = (value: number) =>
  study.value?.family.kind === "discrete" ? Math.max(Math.round(value), 0) : value;

export function addSample(value: number): void {
  setSamples(Float64Array.of(...values.value, asSample(value)));
}

export function moveSample(place: number, value: number): void {
  const next = values.value.slice();
  next[place] = asSample(value);
  setSamples(next);
}

export function removeSample(place: number): void {
  setSamples(values.value.filter((_, i) => i !== place));
}

/** Another family: samples that the page drew itself are drawn anew where they don't suit it. */
export async function chooseFamily(name: string): Promise<void> {
  batch(() => {
    chosen.value = name;
    path.value = undefined;
    isLinkBroken.value = false;
  });
  if (origin.value === "page") {
    const likelihood = await room();
    const typical = await likelihood.typical(name);
    const drawn = await likelihood.draw(name, typical, values.value.length, 1);
    if (chosen.value === name) setSamples(roundedSamples(drawn), "page");
  } else askStudy({});
}

/** Draws samples from where a person stands. */
export async function drawSamples(count: number, seed: number): Promise<void> {
  const { family } = study.value!;
  try {
    const drawn = await (await room()).draw(family.name, parameters.value, count, seed);
    batch(() => {
      fileProblem.value = undefined;
      columns.value = [];
    });
    setSamples(roundedSamples(drawn), "page");
  } catch (error) {
    problem.value = (error as Error).message;
  }
}

/** Few samples are for reading: three digits will do. */
function roundedSamples(drawn: Float64Array): Float64Array {
  if (drawn.length > 60) return drawn;
  const rounded = drawn.map((value) => Number(value.toPrecision(3)));
  return rounded;
}

/** Takes the first column of numbers of a file or of a text, and offers the others. */
export async function readSamples(name: string, bytes: Uint8Array): Promise<void> {
  try {
    const found = await (await room()).readNumbers(name, bytes);
    if ("kind" in found) return refuse(found);
    batch(() => {
      fileProblem.value = undefined;
      columns.value = found;
    });
    useColumn(found[0]!);
  } catch (error) {
    refuse((error as Error).message);
  }
}

function refuse(why: Unusable | string): void {
  batch(() => {
    fileProblem.value = why;
    columns.value = [];
  });
}

/** Where one stood for other numbers may be far from what these can show: one stands beside their maximum. */
export function useColumn(column: Column): void {
  if (replaceSamples(column.values, "person")) askStudy({ stands: "anew" });
}

/** Moves to other parameters by hand, which ends a way of Newton's. */
export function setParameter(name: string, value: number, where: "anywhere" | "onCurve" = "anywhere"): void {
  if (!setParameters({ [name]: value }, where)) return;
  const shownTwo = fitted.value.slice(0, 2).some((one) => one.name === name);
  if (!shownTwo) askLandscape();
}

/** @returns whether anything moved: where there is no distribution nothing does */
export function setParameters(
  next: Readonly<Record<string, number>>,
  where: "anywhere" | "onCurve" = "anywhere",
): boolean {
  if (Object.entries(next).every(([name, value]) => parameters.value[name] === value)) return false;
  const before = ranges.value;
  batch(() => {
    parameters.value = { ...parameters.value, ...next };
    path.value = undefined;
    if (where === "anywhere") openWindows();
  });
  askLook();
  if (ranges.value !== before && !sameRanges(before, ranges.value)) askLandscape();
  return true;
}

const sameRanges = (a: Readonly<Record<string, Range>>, b: Readonly<Record<string, Range>>) =>
  Object.keys(a).every((name) => a[name]![0] === b[name]?.[0] && a[name]![1] === b[name]?.[1]);

/** A parameter that is known beforehand, such as a number of trials. */
export function setGiven(name: string, value: number): void {
  path.value = undefined;
  askStudy({ given: { ...study.value!.given, [name]: value } });
}

export function setLevel(next: number): void {
  level.value = next;
  askStudy({});
}

/** Takes one of Newton's steps, or all that are left. */
export async function takeSteps(how: "one" | "all"): Promise<void> {
  try {
    const stands = parameters.value;
    const family = study.value!.family.name;
    const before = path.value;
    const found = before?.found ?? (await (await room()).newton(family, stands));
    // Moved meanwhile: the way starts somewhere else now.
    if (parameters.value !== stands || study.value!.family.name !== family) return;
    const taken = how === "all" ? found.steps.length : Math.min((before?.taken ?? 0) + 1, found.steps.length);
    const last = found.steps[taken - 1];
    batch(() => {
      path.value = { found, taken };
      if (last) parameters.value = last.to;
      openWindows();
    });
    askLook();
    if (fitted.value.length > 2) askLandscape();
  } catch (error) {
    problem.value = (error as Error).message;
  }
}

/** Back to where the way began. */
export function goBack(): void {
  const first = path.value?.found.steps[0];
  if (first) setParameters(first.from);
}
