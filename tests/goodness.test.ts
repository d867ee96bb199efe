import { Gamma, Weibull } from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { pValuesOf } from "../benchmarks/fit/pValuesOf.js";

// The whole table is benchmarks/GOODNESS.md.
test.each([Gamma({ shape: 2, scale: 3 }), Weibull({ shape: 1.5, scale: 4 })])(
  "p-values of data from %s are about uniform",
  (truth) => {
    const found = pValuesOf(truth, { simulations: 100, count: 30, resamples: 39, key: new Key(3) });
    expect(Object.keys(found)).toEqual(["kolmogorovSmirnov", "andersonDarling", "cramerVonMises"]);
    for (const [name, values] of Object.entries(found)) {
      // Of 100 with probability one half each, between 32 and 68 with probability 0.9997.
      const low = values.filter((value) => value <= 0.5).length;
      expect(low, name).toBeGreaterThan(31);
      expect(low, name).toBeLessThan(69);
    }
  },
);
