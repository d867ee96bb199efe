import { checkAmount, generatorsOf } from "./draws.js";
import { identity, type Matrix } from "./matrices.js";
import { type Warp, warp } from "./warp.js";

export interface FlipOptions {
  /** "horizontal" (the default) changes left and right, "vertical" top and bottom. */
  readonly axis?: "horizontal" | "vertical";
  /** How often; ½ by default. */
  readonly probability?: number;
}

/** Images mirrored at random. Not for what has a reading direction: letters, digits, signs of one hand. */
export function flips({ axis = "horizontal", probability = 0.5 }: FlipOptions = {}): Warp {
  checkAmount("flips", "probability", probability, 1);
  return warp("flips", "zero", (points, batch, key) => {
    const { height, width } = points.canvas;
    const mirrored: Matrix =
      axis === "horizontal" ? [1, 0, 0, 0, -1, width - 1, 0, 0, 1] : [-1, 0, height - 1, 0, 1, 0, 0, 0, 1];
    const generators = generatorsOf(batch, key);
    return points.map((i) => (generators[i]!.uniform() < probability ? mirrored : identity));
  });
}
