import { affine } from "./affine.js";
import type { Augmentation } from "./augmentation.js";
import { colourJitter } from "./colourJitter.js";
import { compose } from "./compose.js";
import { checkAmount } from "./draws.js";
import { elastic } from "./elastic.js";
import { flips } from "./flips.js";
import { gain } from "./gain.js";
import { gamma } from "./gamma.js";
import { perspective } from "./perspective.js";
import { randomErasing } from "./randomErasing.js";
import { randomResizedCrop } from "./randomResizedCrop.js";

export interface PresetOptions {
  /** A factor of all amounts: 0 leaves images as they are, 1 is the kind's own, 2 twice as much. Default 1. */
  readonly strength?: number;
}

/** Changes that leave what an image of this kind shows, as one augmentation. */
export type Preset = (options?: PresetOptions) => Augmentation;

function strengthOf(name: string, { strength = 1 }: PresetOptions): number {
  checkAmount(name, "strength", strength, 2);
  return strength;
}

/**
 * Written digits and letters, light on black: turned by 10°, scale and shear of a tenth, moved by 1/14 of the side (two
 * pixels of 28), bent. Not mirrored, and not turned far: 6 and 9, b and d must stay apart.
 */
const digits: Preset = (options = {}) => {
  const s = strengthOf("digits", options);
  return compose([
    affine({ rotate: 10 * s, scale: 0.1 * s, shear: 0.1 * s, shift: (2 / 28) * s }),
    elastic({ displacement: 0.03 * s, smoothness: 0.25 }),
  ]);
};

/**
 * Clothes and other things photographed alike on black: turned by 4°, scale and shear of a twentieth, moved by 1/28 of the
 * side, mirrored, more or less light.
 */
const clothes: Preset = (options = {}) => {
  const s = strengthOf("clothes", options);
  return compose([
    flips({ probability: Math.min(0.5, 0.5 * s) }),
    affine({ rotate: 4 * s, scale: 0.05 * s, shear: 0.05 * s, shift: (1 / 28) * s }),
    gamma({ amount: 0.2 * s }),
    gain({ amount: 0.15 * s }),
  ]);
};

/**
 * Photographs of things, animals and scenes: a piece of 0.6 of the area or more, mirrored, colours jittered, now and then a
 * box erased.
 */
const photographs: Preset = (options = {}) => {
  const s = strengthOf("photographs", options);
  return compose([
    randomResizedCrop({ area: 1 - 0.4 * s, ratio: (4 / 3) ** s }),
    flips({ probability: Math.min(0.5, 0.5 * s) }),
    colourJitter({ brightness: 0.3 * s, contrast: 0.3 * s, saturation: 0.3 * s, hue: 8 * s }),
    randomErasing({ probability: 0.25 * s, area: Math.min(1, 0.15 * s) }),
  ]);
};

/**
 * Hand signs, traffic signs and the like, photographed: turned by 10°, scale and shear of a tenth, moved by a sixteenth of
 * the side, tilted, in other light. Not mirrored: a left turn isn't a right one.
 */
const signs: Preset = (options = {}) => {
  const s = strengthOf("signs", options);
  return compose([
    affine({ rotate: 10 * s, scale: 0.1 * s, shear: 0.1 * s, shift: s / 16, border: "edge" }),
    perspective({ tilt: 0.1 * s, border: "edge" }),
    colourJitter({ brightness: 0.25 * s, contrast: 0.25 * s, saturation: 0.25 * s, hue: 5 * s }),
  ]);
};

/** The presets by the kind of image. */
export const augmentations = { digits, clothes, photographs, signs } as const;
