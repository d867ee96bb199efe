import type { GridBorder } from "@mebae/tensor";
import { around, checkAmount, generatorsOf } from "./draws.js";
import { identity, multiply, translation } from "./matrices.js";
import { type Warp, warp } from "./warp.js";

export interface PerspectiveOptions {
  /** How much larger one edge may look than the middle, as a part; along both axes. Default 0.2, at most 0.45. */
  readonly tilt?: number;
  /** What stands outside: "zero" (black, the default), "edge" or "reflect". */
  readonly border?: GridBorder;
}

/**
 * Images seen from a side: (r, s), measured from the centre in half sides, is read at (r, s)/(1 + g·r + h·s), with g and h
 * drawn uniformly from ±tilt. With `affine` before or after it all projective maps can be had.
 */
export function perspective({ tilt = 0.2, border = "zero" }: PerspectiveOptions = {}): Warp {
  checkAmount("perspective", "tilt", tilt, 0.45);
  return warp("perspective", border, (points, batch, key) => {
    if (tilt === 0) return points;
    const { height, width } = points.canvas;
    const [row, column] = [(height - 1) / 2, (width - 1) / 2];
    const generators = generatorsOf(batch, key);
    return points.map((i) => {
      const g = around(generators[i]!, tilt) / (height / 2);
      const h = around(generators[i]!, tilt) / (width / 2);
      const tilted = [...identity.slice(0, 6), g, h, 1];
      return multiply(multiply(translation(row, column), tilted), translation(-row, -column));
    });
  });
}
