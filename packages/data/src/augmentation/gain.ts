import { clip, mul, scope } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { around, checkAmount, eachSample, generatorsOf } from "./draws.js";

export interface GainOptions {
  /** The factor is drawn from 1-amount to 1+amount. Default 0.2. */
  readonly amount?: number;
}

/** y = g·x, kept between 0 and 1: more or less light. */
export function gain({ amount = 0.2 }: GainOptions = {}): Augmentation {
  checkAmount("gain", "amount", amount, 1);
  return {
    name: "gain",
    apply: (batch, key) => {
      imageExtents(batch, "gain");
      if (amount === 0) return batch;
      const factors = generatorsOf(batch, key).map((random) => 1 + around(random, amount));
      return scope(() => ({ ...batch, x: clip(mul(batch.x, eachSample(batch.x, factors)), 0, 1) }));
    },
  };
}
