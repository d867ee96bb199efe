import { clip, div, floor, mul, scope } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { checkAmount, eachSample, generatorsOf } from "./draws.js";

export interface PosterizeOptions {
  /** From all 256 levels down to 2^(8-amount·7), drawn uniformly in the bits. Default ½. */
  readonly amount?: number;
}

/** Fewer levels of each colour: y = ⌊x·L⌋/(L-1), L = 2^bits. */
export function posterize({ amount = 0.5 }: PosterizeOptions = {}): Augmentation {
  checkAmount("posterize", "amount", amount, 1);
  return {
    name: "posterize",
    apply: (batch, key) => {
      imageExtents(batch, "posterize");
      if (amount === 0) return batch;
      const levels = generatorsOf(batch, key).map(
        (random) => 2 ** Math.round(8 - 7 * amount * random.uniform()),
      );
      return scope(() => {
        const each = eachSample(batch.x, levels);
        const last = eachSample(
          batch.x,
          levels.map((level) => level - 1),
        );
        return { ...batch, x: clip(div(floor(mul(batch.x, each)), last), 0, 1) };
      });
    },
  };
}
