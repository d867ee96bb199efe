import type { GridBorder } from "@mebae/tensor";
import { checkAmount, generatorsOf } from "./draws.js";
import { translation } from "./matrices.js";
import { type Warp, warp } from "./warp.js";

export interface PadAndCropOptions {
  /** Pixels to add on each side, as a part of that side's length, rounded to whole pixels. Default ⅛: four of 32. */
  readonly padding?: number;
  /** What is added: "zero" (black, the default), "edge" or "reflect". */
  readonly border?: GridBorder;
}

/** Images padded all around, and a piece of the old size cut out anywhere: moved by whole pixels, without blurring. */
export function padAndCrop({ padding = 1 / 8, border = "zero" }: PadAndCropOptions = {}): Warp {
  checkAmount("padAndCrop", "padding", padding);
  return warp("padAndCrop", border, (points, batch, key) => {
    const { height, width } = points.canvas;
    const [rows, columns] = [Math.round(padding * height), Math.round(padding * width)];
    if (rows === 0 && columns === 0) return points;
    const generators = generatorsOf(batch, key);
    return points.map((i) =>
      translation(generators[i]!.integer(-rows, rows + 1), generators[i]!.integer(-columns, columns + 1)),
    );
  });
}
