import { expect } from "vitest";
import type { Distribution } from "../distribution.js";
import type { DistributionCases } from "../distributions/caseTypes.js";
import { expectClose } from "./expectClose.js";
import { central, tails } from "./probabilities.js";
import { test } from "./suite.js";

export function testDensity(d: Distribution, { kinks = [] }: DistributionCases): void {
  test("the density is the derivative of the distribution function", () => {
    for (const p of central) {
      if (kinks.includes(p)) continue;
      const x = d.quantile(p);
      // In steps of the distance over which the density changes, to either side.
      const h = 1e-4 * Math.min(d.upperQuantile(0.9 * (1 - p)) - x, x - d.quantile(0.9 * p));
      const smaller = p < 0.5 ? d.cdf.bind(d) : (y: number) => -d.survival(y);
      const slope =
        (smaller(x - 2 * h) - 8 * smaller(x - h) + 8 * smaller(x + h) - smaller(x + 2 * h)) / (12 * h);
      // x ± h are rounded.
      const rounding = (4 * Number.EPSILON * Math.abs(x)) / h;
      expectClose(d.pdf(x), slope, 1e-8 + rounding, `x = ${x}`);
    }
  });
}

export function testProbabilities(d: Distribution): void {
  test("probabilities are the steps of the distribution function", () => {
    for (const p of central) {
      const x = d.quantile(p);
      const step = p < 0.5 ? d.cdf(x) - d.cdf(x - 1) : d.survival(x - 1) - d.survival(x);
      expectClose(d.pdf(x), step, 1e-9, `x = ${x}`);
      expect(d.pdf(x + 0.5)).toBe(0);
      expect(d.cdf(x + 0.5)).toBe(d.cdf(x));
    }
  });
}

export function testTails(d: Distribution, { lowestTail = {} }: DistributionCases): void {
  test("quantiles invert both tails", () => {
    for (const p of [...central, ...tails]) {
      if (p >= (lowestTail.lower ?? 0)) expectInverse(d, "lower", p);
      if (p >= (lowestTail.upper ?? 0)) expectInverse(d, "upper", p);
    }
    expect([d.quantile(0), d.quantile(1)]).toEqual(d.support);
  });
  test("cdf and survival add to 1, and their logarithms agree", () => {
    for (const p of central) {
      const x = d.quantile(p);
      expectClose(d.cdf(x) + d.survival(x), 1, 4e-15, `x = ${x}`);
      expectClose(Math.exp(d.logCdf(x)), d.cdf(x), 1e-13, `x = ${x}`);
      expectClose(Math.exp(d.logSurvival(x)), d.survival(x), 1e-13, `x = ${x}`);
      expectClose(Math.exp(d.logPdf(x)), d.pdf(x), 1e-13, `x = ${x}`);
    }
  });
}

function expectInverse(d: Distribution, tail: "lower" | "upper", p: number): void {
  const x = tail === "lower" ? d.quantile(p) : d.upperQuantile(p);
  const probability = (y: number) => (tail === "lower" ? d.cdf(y) : d.survival(y));
  // A quantile beyond the numbers is right where 1e-300 or 1e300, which can still be divided, have the probability already.
  if (d.record.kind === "continuous" && d.support.includes(x)) {
    const beyond = tail === "lower" ? d.cdf(1e-300) : d.survival(1e300);
    expect(beyond).toBeGreaterThanOrEqual(p);
    return;
  }
  if (d.record.kind === "discrete") {
    // The least x that reaches the probability.
    const slack = 1 + 1e-12;
    if (tail === "lower") {
      expect(probability(x) * slack).toBeGreaterThanOrEqual(p);
      expect(probability(x - 1)).toBeLessThanOrEqual(p * slack);
    } else {
      expect(probability(x)).toBeLessThanOrEqual(p * slack);
      expect(probability(x - 1) * slack).toBeGreaterThanOrEqual(p);
    }
    return;
  }
  // x itself is rounded, which moves its probability by density·ulp(x).
  const rounding = (4 * Number.EPSILON * Math.abs(x) * d.pdf(x)) / p;
  expectClose(probability(x), p, 1e-11 + rounding, `${tail} tail ${p}, x = ${x}`);
}

export function testPeriod(d: Distribution, period: number): void {
  test("a whole turn changes nothing", () => {
    for (const p of central) {
      const x = d.quantile(p);
      for (const name of ["logPdf", "pdf", "cdf", "survival"] as const)
        for (const turns of [-2, 1, 3])
          expectClose(d[name](x + turns * period), d[name](x), 1e-10, `${name} of ${x} after ${turns} turns`);
    }
    expect(d.pdf(Number.NaN)).toBeNaN();
  });
}

export function testOutside(d: Distribution): void {
  test("outside of the support", () => {
    const [low, high] = d.support;
    const below = low === -Infinity ? -Infinity : low - Math.max(1, Math.abs(low));
    const above = high === Infinity ? Infinity : high + Math.max(1, Math.abs(high));
    expect([d.pdf(below), d.logPdf(below), d.cdf(below), d.survival(below)]).toEqual([0, -Infinity, 0, 1]);
    expect([d.pdf(above), d.logPdf(above), d.cdf(above), d.survival(above)]).toEqual([0, -Infinity, 1, 0]);
    for (const name of ["pdf", "logPdf", "cdf", "survival", "logCdf", "logSurvival"] as const)
      expect(d[name](Number.NaN)).toBeNaN();
    expect(() => d.quantile(-0.1)).toThrow("expected a probability from 0 to 1, got -0.1");
  });
}
