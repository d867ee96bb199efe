import type { RecipeSettings } from "../recipe.js";
import { type ImageAugmentation, manyRows } from "./augmentations.js";

/** How many steps a net takes, and what of the network's recipe they change. */
export interface Pace {
  readonly steps: number;
  readonly settings: Omit<RecipeSettings, "epochs">;
}

/**
 * 800 steps as the network's recipe has them; for many images that are bent, twice as many of half the size at twice the
 * rate, for the same work: a bent image is a new one each time, so that nets still underfit after 800 large steps, and
 * the noise of small batches did good (benchmarks/IMAGES.md, MNIST with 100 a class).
 */
export function paceFor({ isBent }: Pick<ImageAugmentation, "isBent">, rows: number): Pace {
  if (!isBent || rows < manyRows) return { steps: 800, settings: {} };
  return { steps: 1600, settings: { batchSize: 32, learningRate: 6e-3 } };
}
