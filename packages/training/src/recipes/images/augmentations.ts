import {
  type Augmentation,
  affine,
  augmentations,
  compose,
  elastic,
  gain,
  gamma,
  thickness,
} from "@mebae/data";

export type AugmentationName = "none" | "digits" | "clothes" | "photographs";

/** An augmentation, and what else follows from its kind. */
export interface ImageAugmentation {
  readonly name: string;
  readonly augment?: Augmentation;
  /** Whether it mirrors: then views are mirrored at inference too. */
  readonly mirrored: boolean;
  /** Whether it bends and turns as handwriting does: then nets, which see it thousandfold, leave fixed features behind. */
  readonly isBent: boolean;
  /** Whether images show light strokes on black, which become thicker and thinner. */
  readonly hasStrokes?: boolean;
}

/** From so many images on digits vary by themselves, and are turned and moved less. */
export const manyRows = 500;

/**
 * As the preset for digits: of few images 1.5 times as much, 93.4 % against 92.7 on MNIST with 10 a class (positions 2000
 * and on); many are only bent that much more, 98.42 against 98.20 with 100 a class (benchmarks/IMAGES.md).
 */
function digitsFor(rows: number): Augmentation {
  if (rows < manyRows) return augmentations.digits({ strength: 1.5 });
  return compose([
    affine({ rotate: 10, scale: 0.1, shear: 0.1, shift: 2 / 28 }),
    elastic({ displacement: 0.045, smoothness: 0.25 }),
  ]);
}

/** The changes of that name, for so many images; where mirroring was found to harm, those of clothes without it. */
export function augmentationNamed(name: AugmentationName, rows: number, mirrored = true): ImageAugmentation {
  if (name === "none") return { name, mirrored: false, isBent: false };
  if (name === "digits") {
    return { name, augment: digitsFor(rows), mirrored: false, isBent: true };
  }
  if (mirrored) return { name, augment: augmentations[name](), mirrored, isBent: false };
  const augment = compose([
    affine({ rotate: 4, scale: 0.05, shear: 0.05, shift: 1 / 28 }),
    gamma({ amount: 0.2 }),
    gain({ amount: 0.15 }),
  ]);
  return { name: `${name}, not mirrored`, augment, mirrored, isBent: false };
}

/**
 * Of bent images that stand on black: strokes become thicker and thinner too, by up to 0.7 pixels of 28, 95.1 % against 94.2 on
 * MNIST with 10 a class (benchmarks/IMAGES.md).
 */
export function withStrokes(augmentation: ImageAugmentation & { augment: Augmentation }): ImageAugmentation {
  return { ...augmentation, augment: compose([augmentation.augment, thickness()]), hasStrokes: true };
}
