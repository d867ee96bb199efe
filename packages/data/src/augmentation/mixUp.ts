import { scope } from "@mebae/tensor";
import type { Augmentation } from "./augmentation.js";
import { checkAmount, generatorsOf } from "./draws.js";
import { drawShare, mixed, partners, softTargets } from "./mixing.js";

export interface MixUpOptions {
  /** α of the shares' Beta(α, α): small ones leave most samples nearly pure. Default 0.2. */
  readonly alpha?: number;
}

/**
 * MixUp (Zhang et al. 2018): x ← λ·x + (1-λ)·x', t ← λ·t + (1-λ)·t', λ ~ Beta(α, α), with x' another sample of the batch. Labels
 * become probabilities [n, classes]. For images, tables and numbers to predict alike. λ and the distance to x' are the
 * sample's own draws; which sample x' is depends on the batch.
 */
export function mixUp({ alpha = 0.2 }: MixUpOptions = {}): Augmentation {
  checkAmount("mixUp", "alpha", alpha);
  return {
    name: "mixUp",
    apply: (batch, key) => {
      if (alpha === 0) return batch;
      const generators = generatorsOf(batch, key);
      const shares = generators.map((random) => drawShare(random, alpha));
      return scope(() => {
        const partner = partners(generators, batch);
        const t = softTargets(batch, "mixUp");
        return { ...batch, x: mixed(batch.x, partner, shares), ...(t && { t: mixed(t, partner, shares) }) };
      });
    },
  };
}
