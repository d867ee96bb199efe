import { greaterEqual, scope, sub, where } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { checkAmount, eachSample, generatorsOf } from "./draws.js";

export interface SolarizeOptions {
  /** The threshold is drawn from 1-amount to 1. Default ½. */
  readonly amount?: number;
}

/** Everything from a threshold on inverted: y = 1-x there, as an overexposed negative shows the sun black. */
export function solarize({ amount = 0.5 }: SolarizeOptions = {}): Augmentation {
  checkAmount("solarize", "amount", amount, 1);
  return {
    name: "solarize",
    apply: (batch, key) => {
      imageExtents(batch, "solarize");
      if (amount === 0) return batch;
      const thresholds = generatorsOf(batch, key).map((random) => 1 - amount * random.uniform());
      return scope(() => {
        const isAbove = greaterEqual(batch.x, eachSample(batch.x, thresholds));
        return { ...batch, x: where(isAbove, sub(1, batch.x), batch.x) };
      });
    },
  };
}
