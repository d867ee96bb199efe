import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { extrapolate } from "./extrapolate.js";
import type { ScorePoint } from "./noise.js";

const sizes = [10, 20, 50, 100, 200, 500, 1000];
const accuracy = (n: number) => 0.9 - 0.9 * n ** -0.4;

function pointsOf(score: (n: number) => number, more: Partial<ScorePoint> = {}, at = sizes): ScorePoint[] {
  return at.map((n) => ({
    n,
    mean: score(n),
    repeats: 3,
    standardDeviation: 0.06 / Math.sqrt(n / 10),
    ...more,
  }));
}

describe("predictions", () => {
  test("of a smooth curve come near to it, with intervals that hold it and widen", () => {
    const found = extrapolate(pointsOf(accuracy), { guessing: 0.1 });
    expect(found.predictions.map(({ n }) => n)).toEqual([2000, 5000, 10000]);
    for (const { n, score, low, high } of found.predictions) {
      expect(Math.abs(score - accuracy(n))).toBeLessThan(0.01);
      expect(low).toBeLessThan(accuracy(n));
      expect(high).toBeGreaterThan(accuracy(n));
    }
    const widths = found.predictions.map(({ low, high }) => high - low);
    expect(widths[0]).toBeLessThan(widths[1]!);
    expect(widths[1]).toBeLessThan(widths[2]!);
    expect(found.warnings).toEqual([]);
  });

  test("never fall, whatever the points", () => {
    const generator = new Generator(3);
    for (let trial = 0; trial < 20; trial++) {
      const points = sizes.map((n) => ({
        n,
        mean: 0.3 + 0.6 * generator.uniform(),
        repeats: 1 + (trial % 3),
      }));
      const { at } = extrapolate(points);
      let before = 0;
      for (let n = 1; n < 1e7; n *= 1.5) {
        expect(at(n).score).toBeGreaterThanOrEqual(before - 1e-12);
        before = at(n).score;
      }
    }
  });

  test("don't doubt what was reached already, nor expect of few examples what more can't give", () => {
    const points = pointsOf(accuracy, { standardDeviation: 0.05 });
    const { at } = extrapolate(points, { guessing: 0.1 });
    let before = { low: 0, high: 0 };
    for (let n = 1; n < 1e7; n *= 1.25) {
      const { low, high } = at(n);
      expect(high).toBeGreaterThanOrEqual(before.high);
      if (n > 1000) expect(low).toBeGreaterThanOrEqual(before.low);
      before = { low, high };
    }
    // The same from wherever one begins to ask.
    const other = extrapolate(points, { guessing: 0.1 });
    for (const n of [1, 1e5]) expect(other.at(n)).toEqual(at(n));
  });

  test("stay within what is possible", () => {
    for (const mean of [0.02, 0.5, 1]) {
      const { predictions } = extrapolate(
        sizes.map((n) => ({ n, mean })),
        { multiples: [0.5, 1000], level: 0.999 },
      );
      for (const { low, score, high } of predictions) {
        expect(low).toBeGreaterThanOrEqual(0);
        expect(score).toBeGreaterThan(low);
        expect(high).toBeGreaterThan(score);
        expect(high).toBeLessThanOrEqual(1);
      }
    }
  });

  test("of R² go from below 0 to below 1", () => {
    const r2 = (n: number) => 0.8 - 4 * n ** -0.7;
    const found = extrapolate(pointsOf(r2), { score: "r2" });
    for (const { n, score, high } of found.predictions) {
      expect(Math.abs(score - r2(n))).toBeLessThan(0.02);
      expect(high).toBeLessThan(1);
    }
    expect(found.verdict.sentence).toMatch(/twice the data would bring about \+0\.0\d\d of R² \(95 %: /);
  });

  test("widen with noise, with the test part's luck, and with the level", () => {
    const width = (points: ScorePoint[], level = 0.95) => {
      const { low, high } = extrapolate(points, { guessing: 0.1, level }).predictions[1]!;
      return high - low;
    };
    const usual = width(pointsOf(accuracy));
    expect(width(pointsOf(accuracy, { standardDeviation: 0.05 }))).toBeGreaterThan(usual);
    expect(width(pointsOf(accuracy, { testError: 0.02 }))).toBeGreaterThan(usual);
    expect(width(pointsOf(accuracy), 0.99)).toBeGreaterThan(usual);
    expect(width(pointsOf(accuracy), 0.8)).toBeLessThan(usual);
    // All sizes share the test part's luck, so that gains are as sure as before.
    const gain = (testError: number) =>
      extrapolate(pointsOf(accuracy, { testError }), { guessing: 0.1 }).predictions[0]!.gain;
    expect(gain(0.02)).toEqual(gain(0));
  });

  test("hold the truth of simulated curves about as often as they say", () => {
    const generator = new Generator(11);
    let held = 0;
    let total = 0;
    for (let trial = 0; trial < 120; trial++) {
      const [floor, b] = [0.02 + 0.25 * generator.uniform(), 0.25 + 0.4 * generator.uniform()];
      const truth = (n: number) => 1 - floor - (0.85 - floor) / (1 + (n / 30) ** b);
      const points = sizes.map((n) => {
        const noise = 0.06 / (n / 10) ** 0.4;
        const scores = [0, 1, 2].map(() => truth(n) + generator.normal(0, noise));
        const mean = (scores[0]! + scores[1]! + scores[2]!) / 3;
        const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
        return { n, mean, repeats: 3, standardDeviation: Math.sqrt(squares / 2) };
      });
      for (const { n, low, high } of extrapolate(points, { guessing: 0.1 }).predictions) {
        total++;
        if (truth(n) >= low && truth(n) <= high) held++;
      }
    }
    expect(held / total).toBeGreaterThan(0.93);
  });
});

describe("what a target takes", () => {
  test("is where the curve reaches it, between its interval's ends", () => {
    const points = pointsOf(accuracy, { standardDeviation: 0.004 });
    const { needed, at, warnings } = extrapolate(points, { guessing: 0.1, target: 0.846 });
    expect(at(needed!.n!).score).toBeGreaterThanOrEqual(0.846);
    expect(at(needed!.n! - 1).score).toBeLessThan(0.846);
    expect(at(needed!.low!).high).toBeGreaterThanOrEqual(0.846);
    expect(at(needed!.high!).low).toBeGreaterThanOrEqual(0.846);
    // 0.9 - 0.9·n^-0.4 = 0.846 at 1134.
    expect(needed!.n!).toBeGreaterThan(1000);
    expect(needed!.n!).toBeLessThan(1300);
    expect(needed!.low!).toBeLessThan(1134);
    expect(needed!.low!).toBeGreaterThan(500);
    expect(needed!.high!).toBeGreaterThan(1134);
    expect(warnings).toEqual([]);
  });

  test("may be behind already", () => {
    const { needed } = extrapolate(pointsOf(accuracy), { target: 0.6 });
    expect(needed!.high!).toBeLessThan(100);
  });

  test("may be out of reach, or too far to be sure", () => {
    const flat = pointsOf((n) => 0.8 - 2 * n ** -1);
    const none = extrapolate(flat, { target: 0.99 });
    expect(none.needed).toEqual({ target: 0.99 });
    expect(none.warnings.map(({ kind }) => kind)).toContain("targetOutOfReach");
    expect(none.verdict.sentence).toContain("99.0 % is out of reach, however many examples there are.");
    const far = extrapolate(pointsOf(accuracy), { target: 0.89 });
    expect(far.warnings.map(({ kind }) => kind)).toContain("targetBeyondTenTimes");
  });
});

describe("warnings", () => {
  const kinds = (points: ScorePoint[], options = {}) =>
    extrapolate(points, options).warnings.map(({ kind }) => kind);

  test("tell of too few, too close or single measurements", () => {
    expect(kinds(pointsOf(accuracy, {}, [10, 50, 200, 1000]))).toEqual(["fewPoints"]);
    expect(kinds(pointsOf(accuracy, {}, [200, 300, 500, 700, 1000]))).toContain("shortRange");
    expect(kinds(sizes.map((n) => ({ n, mean: accuracy(n) })))).toEqual(["oneRepeat"]);
  });

  test("tell of scores that fall, or stay", () => {
    const fallen = pointsOf((n) => accuracy(n) - (n === 1000 ? 0.1 : 0), { standardDeviation: 0.01 });
    expect(kinds(fallen)).toEqual(["falling"]);
    const { verdict } = extrapolate(fallen, { target: 0.85 });
    expect(verdict.sentence).not.toContain("85.0 %");
    expect(verdict.kind).toBe("unsupported");
    expect(verdict.sentence).toContain("With 1000 examples the score is lower than with fewer");
    expect(kinds(pointsOf((n) => Math.min(accuracy(n), 0.8)))).toEqual(["flat"]);
  });

  test("tell of learners that only guess", () => {
    const points = sizes.map((n, i) => ({
      n,
      mean: 0.5 + 0.004 * (i % 2),
      repeats: 3,
      standardDeviation: 0.02,
    }));
    expect(kinds(points, { guessing: 0.5 })).toEqual(["flat", "guessing"]);
    expect(extrapolate(points, { guessing: 0.5 }).verdict.kind).toBe("unsupported");
  });

  test("tell of sizes that nothing measured supports", () => {
    const { warnings } = extrapolate(pointsOf(accuracy), { sizes: [50_000], multiples: [2] });
    expect(warnings.map(({ sentence }) => sentence)).toEqual([
      "Beyond ten times the data (10000) intervals were never checked; take 50000 as a guess.",
    ]);
  });
});

describe("verdicts", () => {
  test("say what twice the data would bring", () => {
    const points = pointsOf(accuracy, { standardDeviation: 0.004 });
    const { verdict } = extrapolate(points, { guessing: 0.1, target: 0.846 });
    expect(verdict.kind).toBe("helps");
    expect(verdict.sentence).toMatch(
      /^More data helps: twice the data would bring about \+1\.\d points \(95 %: 0\.\d to \d\.\d\), ten times about \+\d\.\d \(95 %: \d\.\d to \d\.\d\)\. 84\.6 % takes about 1,\d+ examples \(\d+ to \d,\d+\)\.$/,
    );
  });

  test("say where more data would hardly help", () => {
    const flat = pointsOf((n) => 0.985 - 0.5 * n ** -1.2, { standardDeviation: 0.001 });
    expect(extrapolate(flat, { guessing: 0.1 }).verdict.kind).toBe("hardly");
  });

  test("say where it isn't clear", () => {
    const noisy = pointsOf((n) => 0.6 + 0.02 * Math.log10(n), { standardDeviation: 0.08 });
    const { verdict } = extrapolate(noisy, { guessing: 0.5 });
    expect(verdict.kind).toBe("unclear");
    expect(verdict.sentence).toMatch(/^More data may help: .*−\d\.\d to /);
  });
});

test("what can't be extrapolated is refused", () => {
  const points = pointsOf(accuracy);
  const refused = (some: ScorePoint[], options = {}) => expect(() => extrapolate(some, options));
  refused(points.slice(0, 3)).toThrow("expected the scores of 4 sizes or more, got 3");
  refused([...points].reverse()).toThrow("sizes must grow, but 500 follows 1000");
  refused(points.map((point) => ({ ...point, mean: 72 }))).toThrow(
    "an accuracy is from 0 to 1, not 72 (n = 10)",
  );
  refused(points.map((point) => ({ ...point, mean: NaN }))).toThrow("not NaN");
  refused(
    points.map((point) => ({ ...point, mean: 1.2 })),
    { score: "r2" },
  ).toThrow("R² is at most 1, not 1.2");
  refused(points.map((point) => ({ ...point, repeats: 0 }))).toThrow("repeats is a whole number");
  refused(points.map((point) => ({ ...point, standardDeviation: -1 }))).toThrow("not negative (n = 10)");
  refused(points.map((point) => ({ ...point, n: point.n / 100 }))).toThrow("a number from 1 on, not 0.1");
  refused(points, { level: 95 }).toThrow("inside (0, 1), got 95");
  refused(points, { guessing: 1 }).toThrow("below 1, not 1");
  refused(points, { target: 1 }).toThrow("a target below 1, not 1");
  refused(points, { multiples: [0] }).toThrow("above 0, not 0");
});

describe("scores without a mistake", () => {
  const points = [10, 19, 38, 73, 142, 275].map((n, i) => ({
    ...{ n, repeats: 3, tested: 69, testError: 0, standardDeviation: 0 },
    mean: [0.937, 0.966, 1, 1, 1, 1][i]!,
  }));

  test("leave a doubt that their test's size bounds", () => {
    const { predictions, needed } = extrapolate(points, { target: 0.97 });
    for (const { score, low, high } of predictions) {
      expect(score).toBeGreaterThan(0.98);
      expect(low).toBeGreaterThan(0.93);
      expect(high).toBeLessThan(1);
    }
    expect(needed!.n).toBeGreaterThan(15);
    expect(needed!.n).toBeLessThan(60);
  });
});
