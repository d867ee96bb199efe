import { Flatten, type Layer, Scattering, Sequential } from "@mebae/layers";
import type { Tensor } from "@mebae/tensor";
import { featuresOf } from "../fixed/featuresOf.js";
import { fitKernelRidge } from "../fixed/fitKernelRidge.js";
import { randomPatches } from "../fixed/randomPatches.js";

/** A classifier on features that nobody trained, with its leave-one-out log-loss. */
export interface FixedMember {
  readonly name: string;
  readonly layer: Sequential;
  readonly loss: number;
}

/** The number of examples from which the kernel's solution, cubic in it, costs more than nets do. */
export const mostForKernels = 3000;

/** Kernel ridge regression on the scattering transform and on random whitened patches of images [n, c, h, w]. */
export async function fixedMembers(
  images: Tensor,
  labels: ArrayLike<number>,
  classes: number,
  seed: number,
  check: () => void,
): Promise<FixedMember[]> {
  const makers: readonly [string, () => Layer | Promise<Layer>][] = [
    ["scattering", () => new Scattering()],
    ["random patches", () => randomPatches(images, { seed })],
  ];
  const members: FixedMember[] = [];
  for (const [name, make] of makers) {
    check();
    const layer = await make();
    using features = featuresOf(layer, images);
    check();
    const fitted = await fitKernelRidge(features, labels, classes);
    members.push({ name, layer: new Sequential([layer, new Flatten(), fitted.layer]), loss: fitted.loss });
  }
  return members;
}

/** Whether images are large enough for both kinds of features. */
export function canHaveFixedMembers([, height, width]: readonly number[], rows: number): boolean {
  return Math.min(height!, width!) >= 16 && rows <= mostForKernels;
}
