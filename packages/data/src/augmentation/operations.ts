import { affine } from "./affine.js";
import type { Augmentation } from "./augmentation.js";
import { blur } from "./blur.js";
import { colourJitter } from "./colourJitter.js";
import { gamma } from "./gamma.js";
import { posterize } from "./posterize.js";
import { solarize } from "./solarize.js";

/** One of several changes to choose from, by an amount from 0 (none) to 1 (as much as is ever useful). */
export type Operation = (amount: number) => Augmentation;

/**
 * What `randAugment` and `trivialAugment` choose from: nothing, turns of 30°, slants and moves of 0.3, and changes of
 * colour. None mirrors.
 */
export const operations: readonly Operation[] = [
  () => ({ name: "identity", apply: (batch) => batch }),
  (amount) => affine({ rotate: 30 * amount }),
  (amount) => affine({ shear: 0.3 * amount }),
  (amount) => affine({ shift: 0.3 * amount }),
  (amount) => affine({ scale: 0.3 * amount }),
  (amount) => colourJitter({ brightness: 0.9 * amount }),
  (amount) => colourJitter({ contrast: 0.9 * amount }),
  (amount) => colourJitter({ saturation: 0.9 * amount }),
  (amount) => gamma({ amount: 0.7 * amount }),
  (amount) => blur({ sigma: 0.05 * amount }),
  (amount) => posterize({ amount: 0.8 * amount }),
  (amount) => solarize({ amount }),
];
