import { around, checkAmount, generatorsOf } from "./draws.js";
import { type Warp, warp } from "./warp.js";

export interface RandomResizedCropOptions {
  /** The least part of the area that is cut out; the most is all. Default 0.6. */
  readonly area?: number;
  /** The piece is wider or higher than the image by up to this factor. Default 4/3. */
  readonly ratio?: number;
}

/**
 * A piece cut out anywhere and brought to the image's size (Szegedy et al. 2015): its area is drawn uniformly, its ratio of
 * sides uniformly in the logarithm, its place uniformly within the image. What it would have beyond the image is cut off
 * its longer side, so that nothing from outside is seen.
 */
export function randomResizedCrop(options: RandomResizedCropOptions = {}): Warp {
  const { area = 0.6, ratio = 4 / 3 } = options;
  checkAmount("randomResizedCrop", "area", area, 1, 0.01);
  checkAmount("randomResizedCrop", "ratio", ratio, 100, 1);
  return warp("randomResizedCrop", "edge", (points, batch, key) => {
    if (area === 1 && ratio === 1) return points;
    const { height, width } = points.canvas;
    const generators = generatorsOf(batch, key);
    return points.map((i) => {
      const random = generators[i]!;
      const part = area === 1 ? 1 : random.uniform(area, 1);
      const stretch = Math.exp(around(random, Math.log(ratio)) / 2);
      const [down, across] = [Math.min(1, Math.sqrt(part) / stretch), Math.min(1, Math.sqrt(part) * stretch)];
      const top = random.uniform() * (1 - down) * height;
      const left = random.uniform() * (1 - across) * width;
      // Pixels are squares: the middle of the first lies half a pixel inside.
      return [down, 0, top + (down - 1) / 2, 0, across, left + (across - 1) / 2, 0, 0, 1];
    });
  });
}
