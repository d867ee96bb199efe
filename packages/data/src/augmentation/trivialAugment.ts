import type { Augmentation } from "./augmentation.js";
import type { Operation } from "./operations.js";
import { randAugment } from "./randAugment.js";

export interface TrivialAugmentOptions {
  readonly operations?: readonly Operation[];
}

/**
 * TrivialAugment (Müller & Hutter 2021): one operation for each sample, chosen evenly, by an amount drawn evenly from none to
 * all. Nothing is left to search.
 */
export function trivialAugment(options: TrivialAugmentOptions = {}): Augmentation {
  return { ...randAugment({ ...options, count: 1, magnitude: 1 }), name: "trivialAugment" };
}
