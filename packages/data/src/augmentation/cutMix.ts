import { type Generator, gather, scope, where } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { type Box, boxMask } from "./boxes.js";
import { checkAmount, generatorsOf } from "./draws.js";
import { drawShare, mixed, partners, softTargets } from "./mixing.js";

export interface CutMixOptions {
  /** α of the shares' Beta(α, α). Default 1: every share is as likely. */
  readonly alpha?: number;
}

/**
 * CutMix (Yun et al. 2019): a box of another image of the batch in place of this one's, and the targets mixed by area. The
 * box has the image's ratio of sides and an area of 1-λ, λ ~ Beta(α, α), its centre anywhere; what lies outside is cut
 * off, and the targets go by what is left. Labels become probabilities [n, classes].
 */
export function cutMix({ alpha = 1 }: CutMixOptions = {}): Augmentation {
  checkAmount("cutMix", "alpha", alpha);
  return {
    name: "cutMix",
    apply: (batch, key) => {
      const { height, width } = imageExtents(batch, "cutMix");
      if (alpha === 0) return batch;
      const generators = generatorsOf(batch, key);
      const boxes = generators.map((random) => draw(random, drawShare(random, alpha), height, width));
      const shares = boxes.map(
        ({ top, bottom, left, right }) => 1 - ((bottom - top) * (right - left)) / (height * width),
      );
      return scope(() => {
        const partner = partners(generators, batch);
        const t = softTargets(batch, "cutMix");
        const mask = boxMask(boxes, height, width, batch.x.backend);
        const x = where(mask, gather(batch.x, partner), batch.x);
        return { ...batch, x, ...(t && { t: mixed(t, partner, shares) }) };
      });
    },
  };
}

function draw(random: Generator, share: number, height: number, width: number): Box {
  const side = Math.sqrt(1 - share);
  const along = (n: number): [number, number] => {
    const centre = random.uniform(0, n);
    const half = (side * n) / 2;
    return [Math.max(0, Math.round(centre - half)), Math.min(n, Math.round(centre + half))];
  };
  const [top, bottom] = along(height);
  const [left, right] = along(width);
  return { top, bottom, left, right };
}
