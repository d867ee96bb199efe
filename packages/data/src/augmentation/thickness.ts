import { add, clip, maximum, minimum, mul, pad, scope, slice, sub, type Tensor } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { around, checkAmount, eachSample, generatorsOf } from "./draws.js";

export interface ThicknessOptions {
  /** By how much light edges move out or in, at most, as a part of the image's shorter side. Default 1/40: 0.7 pixels of 28. */
  readonly amount?: number;
}

/**
 * Light strokes thicker or thinner. A number of pixels t is drawn from ±amount; the image is dilated (below 0 eroded) by a
 * cross of five pixels |t| times, the last time in part:
 *   x ← x + min(t, 1)·(max of the cross - x), t ← t - 1, and so on; with the minimum where t is below 0.
 * Grey-scale morphology (Serra 1982, "Image analysis and mathematical morphology"); edges are repeated outside.
 */
export function thickness({ amount = 1 / 40 }: ThicknessOptions = {}): Augmentation {
  checkAmount("thickness", "amount", amount, 0.5);
  return {
    name: "thickness",
    apply: (batch, key) => {
      const { height, width } = imageExtents(batch, "thickness");
      if (amount === 0) return batch;
      const most = amount * Math.min(height, width);
      const moves = generatorsOf(batch, key).map((random) => around(random, most));
      return scope(() => {
        let { x } = batch;
        for (let step = 0; step < most; step++) {
          const part = (sign: number) =>
            clip(
              eachSample(
                x,
                moves.map((move) => sign * move - step),
              ),
              0,
              1,
            );
          const thicker = mul(part(1), sub(overCross(x, maximum), x));
          const thinner = mul(part(-1), sub(overCross(x, minimum), x));
          x = add(x, add(thicker, thinner));
        }
        return { ...batch, x };
      });
    },
  };
}

/** Of each pixel and the four that touch it, the most or the least. */
function overCross(x: Tensor, most: (a: Tensor, b: Tensor) => Tensor): Tensor {
  const [, , height, width] = x.shape as readonly [number, number, number, number];
  const wide = pad(x, [0, 0, 1, 1], { mode: "edge" });
  const moved = (down: number, right: number) =>
    slice(wide, [
      null,
      null,
      { start: 1 + down, stop: 1 + down + height },
      { start: 1 + right, stop: 1 + right + width },
    ]);
  const rows = most(moved(-1, 0), moved(1, 0));
  return most(most(x, rows), most(moved(0, -1), moved(0, 1)));
}
