import { scope } from "@mebae/tensor";
import type { Augmentation } from "./augmentation.js";
import { applyChosen } from "./chosen.js";
import { checkAmount, generatorsOf } from "./draws.js";
import { isWarp, warp } from "./warp.js";

/** An augmentation that each sample has with a probability, by its own draw. A geometric one stays geometric. */
export function sometimes(probability: number, augmentation: Augmentation): Augmentation {
  checkAmount("sometimes", "probability", probability, 1);
  const name = `sometimes ${augmentation.name}`;
  if (isWarp(augmentation)) {
    return warp(name, augmentation.border, (points, batch, key) => {
      const isChosen = generatorsOf(batch, key.fold("choice")).map(
        (random) => random.uniform() < probability,
      );
      return augmentation.move(points, batch, key).chosen(isChosen, points);
    });
  }
  return {
    name,
    apply: (batch, key) =>
      scope(() => {
        const chosen = generatorsOf(batch, key.fold("choice")).map((random) =>
          random.uniform() < probability ? augmentation : undefined,
        );
        return applyChosen(batch, chosen, () => key);
      }),
  };
}
