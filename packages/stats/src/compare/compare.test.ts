import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { compareFits } from "./compareFits.js";
import { likelihoodRatioTest } from "./likelihoodRatioTest.js";

const data = Gumbel({ location: 0, scale: 1 }).sample(new Key(9), 150);

describe("compareFits", () => {
  test("puts the family that the data came from first", () => {
    const ranked = compareFits([fit(Normal, data), fit(Gumbel, data)]);
    expect(ranked.map(({ fit }) => fit.family.record.name)).toEqual(["Gumbel", "Normal"]);
    expect(ranked[0]!.difference).toBe(0);
    expect(ranked[1]!.difference).toBeCloseTo(
      2 * (ranked[0]!.fit.logLikelihood - ranked[1]!.fit.logLikelihood),
      9,
    );
    expect(ranked[0]!.weight + ranked[1]!.weight).toBeCloseTo(1, 14);
  });

  test("leaves out what has no maximum, and refuses different data", () => {
    const degenerate = fit(Gumbel, [1, 1, 1]);
    expect(compareFits([degenerate, fit(Normal, data)])).toHaveLength(1);
    expect(() => compareFits([fit(Normal, data), fit(Gumbel, data.subarray(1))])).toThrow(
      "got 150 and 149 observations",
    );
  });
});

describe("likelihoodRatioTest", () => {
  test("of a fixed parameter", () => {
    const larger = fit(Gumbel, data);
    const { statistic, degreesOfFreedom, pValue } = likelihoodRatioTest(
      fit(Gumbel, data, { fixed: { scale: 1.2 } }),
      larger,
    );
    expect(degreesOfFreedom).toBe(1);
    // P(χ²₁ ≥ s) = erfc(√(s/2))
    const normal = Normal({ mean: 0, standardDeviation: 1 });
    expect(pValue).toBeCloseTo(2 * normal.survival(Math.sqrt(statistic)), 12);
  });

  test("refuses models that aren't nested", () => {
    expect(() => likelihoodRatioTest(fit(Normal, data), fit(Gumbel, data))).toThrow("got 2 and 2 parameters");
    expect(() => likelihoodRatioTest(fit(Gumbel, data, { fixed: { scale: 1 } }), fit(Normal, data))).toThrow(
      "aren't nested",
    );
  });
});
