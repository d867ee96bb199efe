import { affine } from "../affine.js";
import type { Augmentation } from "../augmentation.js";
import { blur } from "../blur.js";
import { colourJitter } from "../colourJitter.js";
import { compose } from "../compose.js";
import { elastic } from "../elastic.js";
import { flips } from "../flips.js";
import { gain } from "../gain.js";
import { gamma } from "../gamma.js";
import { noise } from "../noise.js";
import { padAndCrop } from "../padAndCrop.js";
import { perspective } from "../perspective.js";
import { posterize } from "../posterize.js";
import { augmentations } from "../presets.js";
import { randAugment } from "../randAugment.js";
import { randomErasing } from "../randomErasing.js";
import { randomResizedCrop } from "../randomResizedCrop.js";

import { solarize } from "../solarize.js";
import { sometimes } from "../sometimes.js";
import { thickness } from "../thickness.js";
import { trivialAugment } from "../trivialAugment.js";

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
  { name: "perspective", make: (s) => perspective({ tilt: 0.3 * s, border: "edge" }) },
  {
    name: "colourJitter",
    make: (s) => colourJitter({ brightness: 0.3 * s, contrast: 0.3 * s, saturation: 0.3 * s, hue: 30 * s }),
  },
  { name: "blur", make: (s) => blur({ sigma: 0.1 * s }) },
  { name: "thickness", make: (s) => thickness({ amount: 0.15 * s }) },
  { name: "noise", make: (s) => noise({ amount: 0.2 * s }) },
  { name: "posterize", make: (s) => posterize({ amount: s }) },
  { name: "solarize", make: (s) => solarize({ amount: s }) },
  { name: "randomErasing", make: (s) => randomErasing({ probability: s, area: 0.3, fill: 0.4 }) },
  { name: "randAugment", make: (s) => randAugment({ count: 3 * s, magnitude: 1 }) },
  { name: "trivialAugment", make: (s) => (s === 0 ? compose([]) : trivialAugment()) },
  {
    name: "sometimes geometric",
    make: (s) => sometimes(0.5, compose([affine({ rotate: 20 * s }), elastic({ displacement: 0.1 * s })])),
  },
  { name: "sometimes", make: (s) => sometimes(0.5 * s, compose([affine({ shift: 0.3 }), gain(), noise()])) },
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
  ...Object.entries(augmentations).map(([name, preset]) => ({
    name: `preset ${name}`,
    make: (strength: number) => preset({ strength }),
  })),
];
