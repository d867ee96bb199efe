import { add, clip, mul, normal, scope } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { checkAmount, eachSample, generatorsOf, indicesOf } from "./draws.js";

export interface NoiseOptions {
  /** The most of the noise's standard deviation, in pixels' unit of 0 to 1. Default 0.05. */
  readonly amount?: number;
}

/** Normal noise on every pixel, its standard deviation drawn uniformly from 0 to the amount; kept between 0 and 1. */
export function noise({ amount = 0.05 }: NoiseOptions = {}): Augmentation {
  checkAmount("noise", "amount", amount);
  return {
    name: "noise",
    apply: (batch, key) => {
      imageExtents(batch, "noise");
      if (amount === 0) return batch;
      const { x } = batch;
      const deviations = generatorsOf(batch, key.fold("deviation")).map(
        (random) => amount * random.uniform(),
      );
      return scope(() => {
        const draws = normal(key.each(indicesOf(batch)), x.shape, { backend: x.backend });
        return { ...batch, x: clip(add(x, mul(draws, eachSample(x, deviations))), 0, 1) };
      });
    },
  };
}
