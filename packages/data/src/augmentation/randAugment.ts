import { scope, UsageError } from "@mebae/tensor";
import type { Augmentation } from "./augmentation.js";
import { applyChosen } from "./chosen.js";
import { checkAmount, generatorsOf } from "./draws.js";
import { operations as all, type Operation } from "./operations.js";

export interface RandAugmentOptions {
  /** How many changes each sample has, one after another. Default 2. */
  readonly count?: number;
  /** Of all of them, from 0 to 1. Default 0.3. */
  readonly magnitude?: number;
  readonly operations?: readonly Operation[];
}

/**
 * RandAugment (Cubuk et al. 2020): for each sample `count` operations chosen evenly, with one magnitude for all, so that two
 * numbers are left to search. Each operation draws its amount from 0 to the magnitude's, either way, where the paper always
 * takes the whole.
 */
export function randAugment(options: RandAugmentOptions = {}): Augmentation {
  const { count = 2, magnitude = 0.3, operations = all } = options;
  checkAmount("randAugment", "magnitude", magnitude, 1);
  if (!Number.isInteger(count) || count < 0)
    throw new UsageError(`randAugment: count is a whole number from 0 on, not ${count}`);
  if (operations.length === 0) throw new UsageError("randAugment: there are no operations to choose from");
  const choices = operations.map((operation) => operation(magnitude));
  return {
    name: "randAugment",
    apply: (batch, key) =>
      scope(() => {
        let changed = batch;
        for (let round = 0; round < count; round++) {
          const draws = generatorsOf(batch, key.fold("choice").fold(round));
          const chosen = draws.map((random) => choices[random.integer(0, choices.length)]!);
          changed = applyChosen(changed, chosen, (choice) => key.fold(round).fold(choices.indexOf(choice)));
        }
        return changed;
      }),
  };
}
