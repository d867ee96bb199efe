import * as stats from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { coverageCases } from "../benchmarks/fit/coverageCases.js";
import { coverageOf } from "../benchmarks/fit/coverageOf.js";

const simulations = 200;
/** Of 200 intervals that cover with probability 0.95 fewer cover with probability 0.0002. */
const least = 0.885;

// The whole table, by 2,000 simulations, is benchmarks/COVERAGE.md.
test.each(["Exponential", "Gamma", "Weibull", "Logistic", "Poisson", "NegativeBinomial"])(
  "95 %% intervals of %s cover the truth about as often",
  (name) => {
    const { parameters } = coverageCases.find(({ family }) => family === name)!;
    const family = (stats as unknown as Record<string, stats.Family>)[name]!;
    const coverage = coverageOf(family, parameters, { simulations, count: 60, key: new Key(8) });
    for (const { name: parameter, wald, profile, without } of coverage) {
      expect(without, `${parameter}: samples without a maximum`).toBeLessThan(4);
      for (const share of [wald, profile]) {
        expect(share, parameter).toBeGreaterThan(least);
        expect(share, parameter).toBeLessThan(1);
      }
    }
  },
);
