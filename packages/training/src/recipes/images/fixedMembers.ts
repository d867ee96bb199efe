import type { Groups } from "@mebae/data";
import { Flatten, type Layer, Scattering, Sequential } from "@mebae/layers";
import type { Tensor } from "@mebae/tensor";
import { breathe } from "../../fit/breathe.js";
import { featuresOf } from "../fixed/featuresOf.js";
import { choosingRows, fitKernelRidge } from "../fixed/fitKernelRidge.js";
import { randomPatches } from "../fixed/randomPatches.js";

/** A classifier on features that nobody trained, with the log-loss of what was left out. */
export interface FixedMember {
  readonly name: string;
  readonly layer: Sequential;
  readonly loss: number;
}

export interface FixedMemberOptions {
  readonly seed: number;
  /** What each image belongs to: groups are left out as wholes. */
  readonly groups?: Groups | undefined;
  /** Throws where the fit is to end. */
  readonly check: () => void;
}

/** The number of examples from which the kernel's solution, cubic in it, costs more than nets do. */
const mostForKernels = 3000;
/** Of a budget at most so much is for fixed members. */
const largestPart = 0.5;

/** Kernel ridge regression on the scattering transform and on random whitened patches of images [n, c, h, w]. */
export async function fixedMembers(
  images: Tensor,
  labels: ArrayLike<number>,
  classes: number,
  { seed, groups, check }: FixedMemberOptions,
): Promise<FixedMember[]> {
  const makers: readonly [string, () => Layer | Promise<Layer>][] = [
    ["scattering", () => new Scattering()],
    ["random patches", () => randomPatches(images, { seed })],
  ];
  const members: FixedMember[] = [];
  const made: Layer[] = [];
  try {
    for (const [name, make] of makers) {
      await breathe();
      check();
      const layer = await make();
      made.push(layer);
      using features = featuresOf(layer, images);
      const options = { seed, check, ...(groups && { groups }) };
      const fitted = await fitKernelRidge(features, labels, classes, options);
      made.push(fitted.layer);
      members.push({ name, layer: new Sequential([layer, new Flatten(), fitted.layer]), loss: fitted.loss });
    }
    return members;
  } catch (error) {
    for (const layer of made) layer.dispose();
    throw error;
  }
}

/** Whether images are large enough for both kinds of features, and few enough for a kernel and for the budget, if there is one. */
export function canHaveFixedMembers(
  [, height, width]: readonly number[],
  rows: number,
  budgetSeconds = Number.POSITIVE_INFINITY,
): boolean {
  const isPossible = Math.min(height!, width!) >= 16 && rows <= mostForKernels;
  return isPossible && secondsOfFixedMembers(rows) <= largestPart * budgetSeconds;
}

/**
 * About what both take of a processor: half a second for a solution of 1000 rows, eight times for the choice and once more for
 * more rows; and 4 ms a row for the features. A rule, and no measurement, so that a resumed fit decides the same.
 */
function secondsOfFixedMembers(rows: number): number {
  const solution = (count: number) => 0.5 * (count / 1000) ** 3;
  const whole = rows > choosingRows ? solution(rows) : 0;
  return 2 * (8 * solution(Math.min(rows, choosingRows)) + whole) + 0.004 * rows;
}
