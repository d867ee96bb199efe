import type { EpochFacts } from "../report.js";
import type { Losses } from "../signals.js";

/** Losses of steps and of epochs over one common axis, null where there is none. */
export function lossSeries({ steps, values }: Losses, epochs: readonly EpochFacts[]) {
  const training = new Map(steps.map((step, i) => [step, values[i]!]));
  const validation = new Map(epochs.map(({ step, validationLoss }) => [step, validationLoss]));
  const x = [...new Set([...steps, ...validation.keys()])].sort((a, b) => a - b);
  return {
    x,
    training: x.map((step) => training.get(step) ?? null),
    validation: x.map((step) => validation.get(step) ?? null),
  };
}
