import { Generator } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { describe, expect, test } from "vitest";
import { judgeBatches, rankBatches } from "../benchmarks/conformal/batches.js";
import { exactPValue, judge } from "../benchmarks/conformal/coverageLaw.js";
import { freshDraws } from "../benchmarks/conformal/freshDraws.js";
import { kolmogorovSmirnov } from "../benchmarks/conformal/kolmogorovSmirnov.js";
import { meanOfAllSplits } from "../benchmarks/conformal/resplitMean.js";
import { resplits } from "../benchmarks/conformal/resplits.js";

// The whole table, by 1,000 re-splits of Fashion-MNIST's images, is benchmarks/CONFORMAL.md.
const count = 200;

/** A predictor that knows little, and is too sure. */
const generator = new Generator(1);
const classes = 4;
const pool = {
  probabilities: softmaxRows(
    Float64Array.from({ length: 500 * classes }, () => generator.normal(0, 2)),
    classes,
  ),
  labels: Int32Array.from({ length: 500 }, (_, i) => i % classes),
  classes,
};

describe("coverage follows its law", () => {
  test.each([
    { score: "lac", randomized: false, n: 44, alpha: 0.1 },
    { score: "lac", randomized: false, n: 99, alpha: 0.2 },
    { score: "aps", randomized: true, n: 44, alpha: 0.1 },
    { score: "raps", randomized: true, n: 44, alpha: 0.1 },
  ] as const)("over re-splits of one set: %o", (each) => {
    const m = 500 - each.n;
    const covered = resplits(pool, each, count, 7);
    expect(exactPValue(covered, m, each.n, each.alpha)).toBeGreaterThan(0.001);
    const shares = covered.map((j) => j / m);
    expect(Math.abs(judge(shares, each.n, each.alpha).z)).toBeLessThan(3.3);
  });

  test.each(["absolute", "normalized", "quantile"] as const)("over fresh numbers: %s", (method) => {
    const { z, pBeta, mean, low, high } = judge(freshDraws(method, 44, 0.1, count, 7), 44, 0.1);
    expect(pBeta).toBeGreaterThan(0.001);
    expect(Math.abs(z)).toBeLessThan(3.3);
    // k/(n+1) is 41/45, in the middle of the bar.
    expect(mean).toBeGreaterThan(low);
    expect(mean).toBeLessThan(high);
  });
});

test("Kolmogorov and Smirnov's test is SciPy's", () => {
  // scipy.stats.kstest([0.05, 0.2, 0.3, 0.4, 0.45, 0.5, 0.9, 0.95], "uniform"): D = 0.25; its exact p is 0.6134.
  const values = [0.05, 0.2, 0.3, 0.4, 0.45, 0.5, 0.9, 0.95];
  const { statistic, pValue } = kolmogorovSmirnov(values, (x) => x);
  expect(statistic).toBeCloseTo(0.25, 14);
  expect(pValue).toBeGreaterThan(0.55);
  expect(pValue).toBeLessThan(0.68);
});

describe("the mean coverage", () => {
  /** Of every way to draw n scores, one after the other. */
  function meanByCounting(scores: readonly number[], n: number, rank: number): number {
    let [splits, covered] = [0, 0];
    for (let chosen = 0; chosen < 2 ** scores.length; chosen++) {
      const drawn = scores.filter((_, i) => chosen & (1 << i)).sort((a, b) => a - b);
      if (drawn.length !== n) continue;
      const others = scores.filter((_, i) => !(chosen & (1 << i)));
      covered += others.filter((score) => score <= drawn[rank - 1]!).length / others.length;
      splits++;
    }
    return covered / splits;
  }

  test.each<[string, number[], number]>([
    ["k/(n+1) without ties", [1, 2, 3, 4, 5, 6, 7, 8, 9], 5 / 6],
    ["more with ties", [1, 1, 2, 3, 3, 3, 4, 5, 5], 19 / 21],
  ])("of all splits at once is %s", (_, scores, expected) => {
    // n = 5 and α = 0.3: k = 5.
    const found = meanOfAllSplits(Float64Array.from(scores), 5, 0.3);
    expect(found).toBeCloseTo(meanByCounting(scores, 5, 5), 10);
    expect(found).toBeCloseTo(expected, 6);
  });

  test("of batches counted by ranks lies where the law lets expect it", () => {
    const each = { score: "lac", randomized: false, n: 44, alpha: 0.1 } as const;
    const of = rankBatches(pool, each, { batches: 20, size: 200, seed: 3 });
    const judged = judgeBatches(of, { n: 44, alpha: 0.1, size: 200 });
    expect(Math.abs(judged.z)).toBeLessThan(3.3);
    expect(judged).toMatchObject({ isInside: true, isBroken: false });
    // 41 of 45 instead of 42 would cover a fiftieth less.
    const less = judgeBatches(
      of.map(({ mean, m }) => ({ mean: mean - 1 / 45, m })),
      { n: 44, alpha: 0.1, size: 200 },
    );
    expect(less.isBroken).toBe(true);
  });
});
