import { batch } from "@preact/signals";
import { transfer } from "comlink";
import { room as roomOf } from "../engine/engine.js";
import { latest } from "./latest.js";
import {
  chosen,
  families,
  fitted,
  isDragging,
  landscape,
  level,
  look,
  openWindows,
  parameters,
  problem,
  ranges,
  study,
  values,
  windows,
} from "./state.js";
import type { Study, Values } from "./worker/types.js";

/** This room's part of the worker. */
export const room = () => roomOf("likelihood");

const fail = (error: Error) => {
  problem.value = error.message;
};

let sent: Float64Array | undefined;
let isStarted = false;

/** Computes what the room opens with, once. */
export async function start(): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  try {
    families.value = await (await room()).families();
    askStudy({});
  } catch (error) {
    isStarted = false;
    fail(error as Error);
  }
}

/** What the samples say about the chosen family, then what there is to be seen. */
export const askStudy = latest(
  async ({ given }: { readonly given?: Values }): Promise<Study> => {
    const likelihood = await room();
    if (sent !== values.value) {
      sent = values.value;
      const copy = sent.slice();
      await likelihood.take(transfer(copy, [copy.buffer]));
    }
    const before = study.value;
    const known = given ?? (before?.family.name === chosen.value ? before.given : {});
    const found = await likelihood.study({ family: chosen.value, given: known, level: level.value });
    const stands = { ...parameters.value, ...found.given };
    const stays =
      before?.family.name !== found.family.name && before !== undefined
        ? false
        : await likelihood.canStand(found.family.name, stands);
    batch(() => {
      problem.value = undefined;
      study.value = isDragging.value && before ? { ...found, xRange: before.xRange } : found;
      parameters.value = stays ? stands : found.start;
      openWindows();
    });
    return found;
  },
  () => {
    askLook();
    askLandscape();
  },
  fail,
);

const requestLook = latest(
  async (_: undefined) => {
    const { family, xRange } = study.value!;
    return (await room()).look({
      family: family.name,
      parameters: parameters.value,
      ranges: windows.value,
      xRange,
    });
  },
  (found) => {
    look.value = found;
  },
  fail,
);

export const askLook = () => requestLook(undefined);

const requestLandscape = latest(
  async (_: undefined) => {
    const [first, second] = fitted.value;
    if (!first || !second || study.value!.refusal) return undefined;
    const within = ranges.value;
    return (await room()).landscape({
      family: study.value!.family.name,
      parameters: parameters.value,
      names: [first.name, second.name],
      ranges: [within[first.name]!, within[second.name]!],
    });
  },
  (found) => {
    landscape.value = found;
  },
  fail,
);

export const askLandscape = () => requestLandscape(undefined);
