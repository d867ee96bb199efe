import { type GridBorder, gridSample, type Key, scope } from "@mebae/tensor";
import { type Augmentation, type AugmentationBatch, imageExtents } from "./augmentation.js";
import { Points } from "./points.js";

/** A geometric augmentation: it says where each pixel is read. Several in a row are read in one pass. */
export interface Warp extends Augmentation {
  /** What stands outside the image. */
  readonly border: GridBorder;
  /** The places in the input for places in the output, drawn for each sample. */
  readonly move: (points: Points, batch: AugmentationBatch, key: Key) => Points;
}

/** The augmentation that reads images where `move` says, bilinearly. */
export function warp(
  name: string,
  border: GridBorder,
  move: (points: Points, batch: AugmentationBatch, key: Key) => Points,
): Warp {
  return {
    name,
    border,
    move,
    apply: (batch, key) => {
      const { count, height, width } = imageExtents(batch, name);
      return scope(() => {
        const points = move(Points.of({ count, height, width, backend: batch.x.backend }), batch, key);
        if (points.isPlain) return batch;
        return { ...batch, x: gridSample(batch.x, points.grid(), { border }) };
      });
    },
  };
}

export function isWarp(augmentation: Augmentation): augmentation is Warp {
  return "move" in augmentation;
}
