import type { Groups } from "@mebae/data";
import { Flatten, type Layer, Scattering, Sequential } from "@mebae/layers";
import type { Tensor } from "@mebae/tensor";
import { featuresOf } from "../fixed/featuresOf.js";
import { fitKernelRidge } from "../fixed/fitKernelRidge.js";
import { randomPatches } from "../fixed/randomPatches.js";

/** A classifier on features that nobody trained, with the log-loss of what was left out. */
export interface FixedMember {
  readonly name: string;
  readonly layer: Sequential;
  readonly loss: number;
}

/** The number of examples from which the kernel's solution, cubic in it, costs more than nets do. */
export const mostForKernels = 3000;

export interface FixedMemberOptions {
  readonly seed: number;
  /** What each image belongs to: groups are left out as wholes. */
  readonly groups?: Groups | undefined;
  /** Throws where the fit is to end. */
  readonly check: () => void;
}

/** Kernel ridge regression on the scattering transform and on random whitened patches of images [n, c, h, w]. */
export function fixedMembers(
  images: Tensor,
  labels: ArrayLike<number>,
  classes: number,
  { seed, groups, check }: FixedMemberOptions,
): FixedMember[] {
  const makers: readonly [string, () => Layer][] = [
    ["scattering", () => new Scattering()],
    ["random patches", () => randomPatches(images, { seed })],
  ];
  return makers.map(([name, make]) => {
    check();
    const layer = make();
    using features = featuresOf(layer, images);
    check();
    const fitted = fitKernelRidge(features, labels, classes, groups && { groups });
    return { name, layer: new Sequential([layer, new Flatten(), fitted.layer]), loss: fitted.loss };
  });
}

/** Whether images are large enough for both kinds of features. */
export function canHaveFixedMembers([, height, width]: readonly number[], rows: number): boolean {
  return Math.min(height!, width!) >= 16 && rows <= mostForKernels;
}
