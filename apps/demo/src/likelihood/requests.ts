import { batch } from "@preact/signals";
import { transfer } from "comlink";
import { room as roomOf } from "../engine/engine.js";
import { latest } from "./latest.js";
import {
  chosen,
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

export const fail = (error: Error) => {
  problem.value = error.message;
};

let sent: Float64Array | undefined;

interface StudyQuestion {
  readonly given?: Values;
  /** Where a person is to stand: at these parameters of the family, or beside the new maximum. Default: where they are. */
  readonly stands?: Values | "anew";
}

/** What the samples say about the chosen family, then what there is to be seen. */
export const askStudy = latest(
  async ({ given, stands: wanted }: StudyQuestion): Promise<Study> => {
    const likelihood = await room();
    if (sent !== values.value) {
      sent = values.value;
      const copy = sent.slice();
      await likelihood.take(transfer(copy, [copy.buffer]));
    }
    const before = study.value;
    const isOther = before !== undefined && before.family.name !== chosen.value;
    const isLinked = typeof wanted === "object";
    const known = given ?? (isOther ? {} : (before?.given ?? {}));
    const found = await likelihood.study({ family: chosen.value, given: known, level: level.value });
    const stands = { ...(isLinked ? wanted : parameters.value), ...found.given };
    const stays =
      isLinked || (wanted !== "anew" && !isOther && (await likelihood.canStand(found.family.name, stands)));
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
