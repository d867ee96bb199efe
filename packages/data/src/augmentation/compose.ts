import { type Key, scope } from "@mebae/tensor";
import type { Augmentation, AugmentationBatch } from "./augmentation.js";
import { isWarp, type Warp, warp } from "./warp.js";

/**
 * One augmentation after another. Geometric ones that follow each other and share a border are read in one pass, as if
 * the image were a continuous one in between, so that it isn't blurred by each. The i-th draws from `key.fold(i)`, alone
 * or together.
 */
export function compose(augmentations: readonly Augmentation[]): Augmentation {
  const groups = grouped(augmentations);
  const name = augmentations.map((augmentation) => augmentation.name).join(" + ") || "nothing";
  const [first] = groups;
  if (groups.length === 1 && first!.isGeometric) return { ...first!.augmentation, name };
  return {
    name,
    apply: (batch, key) =>
      scope(() =>
        groups.reduce((changed, { augmentation, start, isGeometric }) => {
          return augmentation.apply(changed, isGeometric ? key : key.fold(start));
        }, batch),
      ),
  };
}

interface Group {
  readonly augmentation: Augmentation;
  /** The place of the first of them. */
  readonly start: number;
  readonly isGeometric: boolean;
}

function grouped(augmentations: readonly Augmentation[]): Group[] {
  const groups: Group[] = [];
  for (let start = 0; start < augmentations.length; ) {
    const augmentation = augmentations[start]!;
    const warps: Warp[] = [];
    for (const next of augmentations.slice(start)) {
      if (!isWarp(next) || next.border !== (warps[0] ?? next).border) break;
      warps.push(next);
    }
    const isGeometric = warps.length > 0;
    groups.push({ augmentation: isGeometric ? together(warps, start) : augmentation, start, isGeometric });
    start += Math.max(1, warps.length);
  }
  return groups;
}

/** The first changes the image first: from a pixel of the result the way back begins at the last. */
function together(warps: readonly Warp[], start: number): Warp {
  const move = (points: Parameters<Warp["move"]>[0], batch: AugmentationBatch, key: Key) =>
    warps.reduceRight((moved, { move }, i) => move(moved, batch, key.fold(start + i)), points);
  return warp(warps.map(({ name }) => name).join(" + "), warps[0]!.border, move);
}
