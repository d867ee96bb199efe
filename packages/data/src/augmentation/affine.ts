import type { GridBorder } from "@mebae/tensor";
import { around, checkAmount, generatorsOf } from "./draws.js";
import { aboutCentre, invert, multiply, translation } from "./matrices.js";
import { type Warp, warp } from "./warp.js";

export interface AffineOptions {
  /** Turned by up to so many degrees either way. Default 0, as all of these. */
  readonly rotate?: number;
  /** Magnified by a factor from 1-scale to 1+scale. */
  readonly scale?: number;
  /** Slanted: columns move by up to so much of their distance from the middle row. */
  readonly shear?: number;
  /** Moved along each axis by up to this part of the image's side: 2/28 are two pixels of 28. */
  readonly shift?: number;
  /** What stands outside: "zero" (black, the default), "edge" or "reflect". */
  readonly border?: GridBorder;
}

/**
 * Images turned, magnified, slanted and moved, each number drawn uniformly for each sample: a point p of the image comes to
 * rest at c + R(θ)·[1 0; k 1]·s·(p - c) + d, c being the centre and p (row, column).
 * @throws UsageError on amounts below 0, or a scale of 1 or more
 */
export function affine(options: AffineOptions = {}): Warp {
  const { rotate = 0, scale = 0, shear = 0, shift = 0, border = "zero" } = options;
  checkAmount("affine", "rotate", rotate);
  checkAmount("affine", "scale", scale, 0.99);
  checkAmount("affine", "shear", shear);
  checkAmount("affine", "shift", shift);
  return warp("affine", border, (points, batch, key) => {
    if (rotate === 0 && scale === 0 && shear === 0 && shift === 0) return points;
    const { height, width } = points.canvas;
    const generators = generatorsOf(batch, key);
    return points.map((i) => {
      const random = generators[i]!;
      const angle = (around(random, rotate) * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const factor = 1 + around(random, scale);
      const slant = around(random, shear);
      const moved = translation(around(random, shift) * height, around(random, shift) * width);
      const linear = [
        factor * (cos - sin * slant),
        -factor * sin,
        factor * (sin + cos * slant),
        factor * cos,
      ] as const;
      return invert(multiply(moved, aboutCentre(linear, height, width)));
    });
  });
}
