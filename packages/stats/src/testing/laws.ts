import { Key } from "@mebae/tensor";
import { expect } from "vitest";
import type { Distribution, Family } from "../distribution.js";
import type { DistributionCases } from "../distributions/caseTypes.js";
import { parameterNames } from "../programs.js";
import { testDerivatives, testTensors } from "./derivativeLaws.js";
import { irregularOf } from "./fitted.js";
import { testEntropy, testInformation, testMoments } from "./momentLaws.js";
import { testSearch } from "./search.js";
import { describe, test } from "./suite.js";
import { testDensity, testOutside, testPeriod, testProbabilities, testTails } from "./tailLaws.js";

/** What must hold for every family of distributions of numbers. */
export function testDistribution<P extends string>(family: Family<P>, cases: DistributionCases<P>): void {
  describe(`${family.record.name}`, () => {
    for (const [place, parameters] of cases.parameters.entries()) {
      const d = family(parameters) as Distribution;
      describe(`${d}`, () => {
        if (d.record.kind === "continuous") testDensity(d, cases);
        else testProbabilities(d);
        testTails(d, cases);
        if (d.record.period) testPeriod(d, d.record.period);
        else testOutside(d);
        testDerivatives(d);
        testSamples(d);
        testTensors(family as Family, d);
        testSearch(family as Family, d);
        if (!cases.withoutEntropy?.includes(place)) testEntropy(d, cases);
        if (!cases.withoutMoments?.includes(place)) testMoments(d, cases);
        if (!cases.withoutInformation?.includes(place) && irregularOf(d).length === 0)
          testInformation(d, cases);
      });
    }
    testRefusals(family);
  });
}

function testSamples(d: Distribution): void {
  test("samples lie within the support and follow the distribution function", () => {
    const n = 2000;
    const draws = d.sample(new Key(11), n);
    expect(d.sample(new Key(11), 5)).toEqual(draws.subarray(0, 5));
    const [low, high] = d.support;
    for (const x of draws) expect(x >= low && x <= high, `${x} in [${low}, ${high}]`).toBe(true);
    // Kolmogorov's distance is below 2.0/√n with probability 0.9993.
    const sorted = draws.slice().sort();
    let distance = 0;
    for (let i = 0; i < n; i++) {
      const after = sorted.lastIndexOf(sorted[i]!) + 1;
      distance = Math.max(distance, Math.abs(d.cdf(sorted[i]!) - after / n));
    }
    expect(distance).toBeLessThan(2 / Math.sqrt(n) + (d.record.kind === "discrete" ? 0 : 1 / n));
  });
}

function testRefusals(family: Family): void {
  test("refuses parameters that are missing, unknown or out of bounds, by name", () => {
    const names = parameterNames(family.record);
    expect(() => family({} as never)).toThrow(`${family.record.name}: expected ${names[0]}`);
    for (const name of names) {
      const parameters = Object.fromEntries(names.map((other) => [other, other === name ? Number.NaN : 1]));
      expect(() => family(parameters)).toThrow(family.record.name);
    }
    expect(() => family({ wrong: 1 } as never)).toThrow(
      `${family.record.name}: no parameter "wrong"; expected ${names.join(", ")}`,
    );
  });
}
