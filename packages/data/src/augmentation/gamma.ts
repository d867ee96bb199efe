import { clip, exp, log, mul, scope } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { around, checkAmount, eachSample, generatorsOf } from "./draws.js";

export interface GammaOptions {
  /** ln γ is drawn from ±amount. Default 0.3: γ from 0.74 to 1.35. */
  readonly amount?: number;
}

/** y = x^γ of pixels from 0 to 1: black and white stay, what lies between grows lighter or darker. */
export function gamma({ amount = 0.3 }: GammaOptions = {}): Augmentation {
  checkAmount("gamma", "amount", amount);
  return {
    name: "gamma",
    apply: (batch, key) => {
      imageExtents(batch, "gamma");
      if (amount === 0) return batch;
      const exponents = generatorsOf(batch, key).map((random) => Math.exp(around(random, amount)));
      // By way of logarithms, which takes a third of pow's time; log 0 = -∞ comes back as 0.
      return scope(() => ({
        ...batch,
        x: exp(mul(log(clip(batch.x, 0, 1)), eachSample(batch.x, exponents))),
      }));
    },
  };
}
