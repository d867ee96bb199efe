import { type Generator, scope, where } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { type Box, boxMask } from "./boxes.js";
import { around, checkAmount, generatorsOf } from "./draws.js";

export interface RandomErasingOptions {
  /** How often. Default ½. */
  readonly probability?: number;
  /** The most of the image's area that is erased; the least is a tenth of that. Default 0.2. */
  readonly area?: number;
  /** What stands in its place. Default 0, black. */
  readonly fill?: number;
}

/**
 * A box anywhere in the image painted over (Zhong et al. 2020; DeVries & Taylor 2017): its area is drawn uniformly, its ratio
 * of sides up to 3 uniformly in the logarithm. What is left must do.
 */
export function randomErasing(options: RandomErasingOptions = {}): Augmentation {
  const { probability = 0.5, area = 0.2, fill = 0 } = options;
  checkAmount("randomErasing", "probability", probability, 1);
  checkAmount("randomErasing", "area", area, 1);
  checkAmount("randomErasing", "fill", fill, 1);
  return {
    name: "randomErasing",
    apply: (batch, key) => {
      const { height, width } = imageExtents(batch, "randomErasing");
      if (probability === 0 || area === 0) return batch;
      const boxes = generatorsOf(batch, key).map((random) => {
        const isErased = random.uniform() < probability;
        return isErased ? draw(random, area, height, width) : { top: 0, bottom: 0, left: 0, right: 0 };
      });
      return scope(() => ({
        ...batch,
        x: where(boxMask(boxes, height, width, batch.x.backend), fill, batch.x),
      }));
    },
  };
}

function draw(random: Generator, area: number, height: number, width: number): Box {
  const part = random.uniform(area / 10, area);
  const stretch = Math.exp(around(random, Math.log(3)) / 2);
  const rows = Math.min(height, Math.round((Math.sqrt(part) / stretch) * height));
  const columns = Math.min(width, Math.round(Math.sqrt(part) * stretch * width));
  const top = random.integer(0, height - rows + 1);
  const left = random.integer(0, width - columns + 1);
  return { top, bottom: top + rows, left, right: left + columns };
}
