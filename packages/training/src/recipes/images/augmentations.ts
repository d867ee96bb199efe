import {
  type Augmentation,
  affine,
  clothes,
  compose,
  digits,
  flips,
  gain,
  gamma,
  padAndCrop,
} from "@mebae/data";

export type AugmentationName = "none" | "digits" | "clothes" | "photographs";

/** An augmentation, and whether it mirrors. */
export interface ImageAugmentation {
  readonly name: string;
  readonly augment?: Augmentation;
  readonly mirrored: boolean;
  /** Whether it bends and turns as handwriting does: then nets, which see it thousandfold, leave fixed features behind. */
  readonly isBent: boolean;
}

/** More than the preset's own amounts: 93.4 % against 92.7 on MNIST with 10 a class (positions 2000 and on). */
const digitsStrength = 1.5;

/** The changes of that name; without mirroring where it was found to harm. */
export function augmentationNamed(name: AugmentationName, mirrored = true): ImageAugmentation {
  if (name === "none") return { name, mirrored: false, isBent: false };
  if (name === "digits")
    return { name, augment: digits({ strength: digitsStrength }), mirrored: false, isBent: true };
  if (name === "clothes" && mirrored) return { name, augment: clothes(), mirrored, isBent: false };
  const photographs = name === "photographs";
  const shape = photographs
    ? [padAndCrop({ border: "reflect" }), affine({ rotate: 5, scale: 0.1, shear: 0.05, border: "reflect" })]
    : [affine({ rotate: 4, scale: 0.05, shear: 0.05, shift: 1 / 28 })];
  const light = [gamma({ amount: 0.2 }), gain({ amount: photographs ? 0.2 : 0.15 })];
  const list = [...(mirrored ? [flips()] : []), ...shape, ...light];
  return { name: mirrored ? name : `${name}, not mirrored`, augment: compose(list), mirrored, isBent: false };
}
