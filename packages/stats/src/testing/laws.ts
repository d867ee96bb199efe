import { grad, Key, mul, ones, sum, type Tensor, tensor } from "@mebae/tensor";
import { expect } from "vitest";
import type { Distribution, Family } from "../distribution.js";
import type { DistributionCases } from "../distributions/caseTypes.js";
import { expectation } from "../expectation.js";
import { irregularNames } from "../irregular.js";
import { parameterNames, termOf } from "../programs.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";
import { expectClose } from "./expectClose.js";
import { testSearch } from "./search.js";
import { describe, test } from "./suite.js";

const central = [0.001, 0.03, 0.2, 0.45, 0.5, 0.71, 0.93, 0.9995];
const tails = [1e-300, 1e-100, 1e-30, 1e-14, 1e-6];

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

function testDensity(d: Distribution, { kinks = [] }: DistributionCases): void {
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

function testProbabilities(d: Distribution): void {
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

function testTails(d: Distribution, { lowestTail = {} }: DistributionCases): void {
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

function testPeriod(d: Distribution, period: number): void {
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

function testOutside(d: Distribution): void {
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

function testDerivatives(d: Distribution): void {
  const names = fitted(d);
  for (const name of ["logPdf", "logCdf", "logSurvival"] as const)
    test(`derivatives of ${name} by the parameters equal differences, of both orders`, () => {
      const term = termOf(d.record, name);
      for (const by of names) expectDerivative(d, term, by, 1e-6);
      for (const first of names)
        for (const second of names) expectDerivative(d, derivative(term, first), second, 1e-5);
    });
}

function expectDerivative(
  d: Distribution,
  term: ReturnType<typeof termOf>,
  by: string,
  tolerance: number,
): void {
  const all = parameterNames(d.record);
  const program = new Program([term, derivative(term, by)], ["x"], all);
  for (const p of [0.02, 0.4, 0.97]) {
    const x = d.quantile(p);
    const at = (shift: number) => {
      const numbers = all.map((name) => d.parameters[name]! + (name === by ? shift : 0));
      return program.each([Float64Array.of(x)], numbers).map((values) => values[0]!) as [number, number];
    };
    // No probability above the last value of a discrete family.
    if (at(0)[0] === -Infinity) {
      expect(at(0)[1]).toBe(0);
      continue;
    }
    const value = d.parameters[by]!;
    // A location moves on the scale of the distribution, others on their own.
    const [quarter, upperQuarter] = [d.quantile(0.25), d.upperQuantile(0.25)];
    const width = upperQuarter - quarter;
    const { role } = d.record.parameters[by]!;
    const [low, high] = d.support;
    const unit = Math.min(
      role === "location"
        ? width
        : role === "logLocation"
          ? Math.log(upperQuarter / quarter)
          : Math.abs(value) || 1,
      // What bounds the support may not pass x.
      irregularOf(d).includes(by) ? Math.min(x - low, high - x) : Infinity,
    );
    const h = 1e-4 * unit;
    const [v1, v2, v3, v4] = [at(-2 * h), at(-h), at(h), at(2 * h)].map(([v]) => v!) as [
      number,
      number,
      number,
      number,
    ];
    const slope = (v1 - 8 * v2 + 8 * v3 - v4) / (12 * h);
    const rounding = (1e-13 * Math.max(...[v1, v2, v3, v4].map(Math.abs))) / h;
    const exact = at(0)[1];
    expect(
      Math.abs(exact - slope),
      `d/d${by} at x = ${x}: ${exact}, by differences ${slope}`,
    ).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(exact), Math.abs(slope)) + rounding + 1e-12 / unit);
  }
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

function testTensors(family: Family, d: Distribution): void {
  test("tensors give what arrays give, and gradients by x and the parameters", () => {
    const points = Float64Array.of(0.1, 0.4, 0.6, 0.85).map((p) => d.quantile(p));
    using x = tensor(points, { dtype: "float64" });
    using values = d.logPdf(x);
    expect(Float64Array.from(values.dataSync())).toEqual(d.logPdf(points));
    for (const by of fitted(d)) {
      using value = tensor(d.parameters[by]!, { dtype: "float64" });
      using weights = ones([4], { dtype: "float64" });
      const total = (parameter: Tensor) =>
        sum(mul(weights, family.logPdf(x, { ...d.parameters, [by]: parameter } as never)));
      using slope = grad(total)(value)[0]!;
      const exact = new Program(
        [derivative(termOf(d.record, "logPdf"), by)],
        ["x"],
        parameterNames(d.record),
      );
      const numbers = parameterNames(d.record).map((name) => d.parameters[name]!);
      const scores = exact.each([points], numbers)[0]!;
      // They may cancel.
      const size = scores.reduce((sum, score) => sum + Math.abs(score), 0);
      const sumOfScores = scores.reduce((sum, score) => sum + score, 0);
      expect(Math.abs(slope.itemSync() - sumOfScores), `gradient by ${by}`).toBeLessThanOrEqual(1e-12 * size);
    }
  });
}

function testMoments(d: Distribution, { kinks }: DistributionCases): void {
  test("moments equal integrals", () => {
    const { mean, standardDeviation } = d;
    const [one, first, second, third, fourth] = expectation(
      d,
      (x) => {
        const z = (x - mean) / standardDeviation;
        return [1, z, z ** 2, z ** 3, z ** 4];
      },
      kinks,
    ) as [number, number, number, number, number];
    expectClose(one, 1, 1e-10, "total probability");
    expectClose(first + 1, 1, 1e-9, "mean");
    expectClose(second, 1, 1e-8, "variance");
    expectClose(third + 1, d.skewness + 1, 1e-6, "skewness");
    expectClose(fourth, d.kurtosis + 3, 1e-6, "kurtosis");
  });
}

function testEntropy(d: Distribution, { kinks }: DistributionCases): void {
  test("the entropy equals an integral", () => {
    const [entropy] = expectation(d, (x) => [d.pdf(x) === 0 ? 0 : -d.logPdf(x)], kinks);
    expectClose(entropy! + 1, d.entropy + 1, 1e-8, "entropy");
  });
}

function testInformation(d: Distribution, { kinks }: DistributionCases): void {
  test("the score has mean zero, and its covariance is the information", () => {
    const names = fitted(d);
    const all = parameterNames(d.record);
    const term = termOf(d.record, "logPdf");
    const scores = names.map((name) => derivative(term, name));
    const seconds = scores.flatMap((score) => names.map((name) => derivative(score, name)));
    const program = new Program([...scores, ...seconds], ["x"], all);
    const numbers = all.map((name) => d.parameters[name]!);
    const k = names.length;
    // Second derivatives miss what kinks hold.
    const stated = d.record.kinked?.information(d.parameters);
    const means = expectation(
      d,
      (x) => {
        const values = program.each([Float64Array.of(x)], numbers).map((value) => value[0]!);
        const products = names.flatMap((_, i) => names.map((__, j) => values[i]! * values[j]!));
        return [...values, ...products];
      },
      kinks,
    );
    for (let i = 0; i < k; i++) {
      const unit = Math.sqrt(means[k + k * k + i * k + i]!);
      expectClose(means[i]! / unit + 1, 1, 1e-7, `mean score by ${names[i]}`);
      for (let j = 0; j < k; j++) {
        const scale = unit * Math.sqrt(means[k + k * k + j * k + j]!);
        expectClose(
          1 + (stated ? stated[i]![j]! : -means[k + i * k + j]!) / scale,
          1 + means[k + k * k + i * k + j]! / scale,
          1e-6,
          `information ${names[i]}, ${names[j]}`,
        );
      }
    }
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

function irregularOf(d: Distribution): readonly string[] {
  return irregularNames(d.record, d.parameters);
}

/** The parameters that a fit finds. */
function fitted(d: Distribution): string[] {
  return parameterNames(d.record).filter((name) => !d.record.parameters[name]!.given);
}
