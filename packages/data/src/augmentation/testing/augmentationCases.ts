import { affine } from "../affine.js";
import type { Augmentation } from "../augmentation.js";
import { compose } from "../compose.js";
import { elastic } from "../elastic.js";
import { flips } from "../flips.js";
import { gain } from "../gain.js";
import { gamma } from "../gamma.js";
import { padAndCrop } from "../padAndCrop.js";
import * as presets from "../presets.js";
import { randomResizedCrop } from "../randomResizedCrop.js";

/** An augmentation whose laws are tested, by a strength of which 0 changes nothing. */
export interface AugmentationCase {
  readonly name: string;
  readonly make: (strength: number) => Augmentation;
}

export const augmentationCases: readonly AugmentationCase[] = [
  { name: "flips", make: (s) => flips({ probability: 0.5 * s }) },
  { name: "vertical flips", make: (s) => flips({ axis: "vertical", probability: 0.5 * s }) },
  { name: "affine", make: (s) => affine({ rotate: 20 * s, scale: 0.2 * s, shear: 0.2 * s, shift: 0.1 * s }) },
  { name: "elastic", make: (s) => elastic({ displacement: 0.05 * s }) },
  { name: "padAndCrop", make: (s) => padAndCrop({ padding: 0.2 * s, border: "reflect" }) },
  { name: "randomResizedCrop", make: (s) => randomResizedCrop({ area: 1 - 0.5 * s, ratio: 1 + s / 3 }) },
  { name: "gamma", make: (s) => gamma({ amount: 0.3 * s }) },
  { name: "gain", make: (s) => gain({ amount: 0.3 * s }) },
  {
    name: "several in one pass",
    make: (s) =>
      compose([
        elastic({ displacement: 0.04 * s }),
        affine({ rotate: 10 * s }),
        elastic({ displacement: 0.02 * s }),
        flips({ probability: 0.5 * s }),
      ]),
  },
  ...Object.entries(presets).map(([name, preset]) => ({
    name: `preset ${name}`,
    make: (strength: number) => preset({ strength }),
  })),
];
