import { createHash } from "node:crypto";
import type { Examples } from "@mebae/data";
import type { ExamplesOptions } from "./examplesOf.js";
import type { OpenTrainingOptions } from "./openTraining.js";

/** Which data to learn from, and what in them is asked for: what train, compare and learning-curve have in common. */
export interface TrainingDataOptions extends OpenTrainingOptions, ExamplesOptions {}

/** What an interrupted run must find equal to go on: the data, how they are asked, and which examples belong together. */
export function trainingIdentity(
  { target, task, group, time, groupPattern, groupSize, groups }: TrainingDataOptions,
  fingerprint: string,
  examples: Examples,
) {
  const asked = { target, task, group, time, groupPattern: groupPattern?.source, groupSize, groups };
  const grouping =
    examples.groups && createHash("sha256").update(JSON.stringify(Array.from(examples.groups)));
  return { data: fingerprint, ...asked, grouping: grouping?.digest("hex").slice(0, 16) };
}
