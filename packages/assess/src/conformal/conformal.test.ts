import { Generator, Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { askAPerson } from "../abstention/askAPerson.js";
import { thresholdForRisk } from "../abstention/thresholdForRisk.js";
import fixture from "../assess.fixture.json" with { type: "json" };
import { calibrate } from "../calibration/calibrate.js";
import { brierScore } from "../scores/brierScore.js";
import { drawOutcomes, fixtureOutcomes } from "../testing/drawOutcomes.js";
import { readScore, scoreRow } from "./classScore.js";
import { ConformalClasses, conformalClasses } from "./conformalClasses.js";
import { ConformalNumbers, conformalNumbers } from "./conformalNumbers.js";
import { conformalRank, fewestFor } from "./conformalQuantile.js";
import { expectedCoverage } from "./expectedCoverage.js";
import { intervalScores } from "./intervalScores.js";
import { PredictionSets, setScores } from "./predictionSets.js";

describe("the rank", () => {
  test("is ⌈(n+1)(1-α)⌉, exactly where that is whole", () => {
    // As fractions: α = a/100.
    const wrong: string[] = [];
    for (let n = 1; n <= 400; n++)
      for (let a = 1; a < 100; a++)
        if (conformalRank(n, a / 100) !== Math.ceil(((n + 1) * (100 - a)) / 100))
          wrong.push(`${n} at ${a} %`);
    expect(wrong).toEqual([]);
  });

  test("needs as few examples as that says", () => {
    for (const alpha of [0.01, 0.05, 0.07, 0.1, 0.29, 0.5]) {
      const n = fewestFor(alpha);
      expect(conformalRank(n, alpha)).toBeLessThanOrEqual(n);
      expect(conformalRank(n - 1, alpha)).toBeGreaterThan(n - 1);
    }
  });
});

test.each(fixture.coverageLaws)(
  "coverage of %i examples at %f is mpmath's",
  (n, alpha, rank, mean, low, high) => {
    const found = expectedCoverage(n!, alpha!);
    expect(found.mean).toBeCloseTo(mean!, 14);
    expect(found.interval.low).toBeCloseTo(low!, 12);
    expect(found.interval.high).toBeCloseTo(high!, 12);
    expect(found.law!.parameters).toEqual({ alpha: rank, beta: n! + 1 - rank! });
  },
);

test("coverage of too few examples is certain", () => {
  expect(expectedCoverage(8, 0.1)).toEqual({ mean: 1, interval: { low: 1, high: 1 }, law: undefined });
});

describe("scores", () => {
  test.each(fixture.aps)("aps of row %i at u = %f is NumPy's", (row, u, scores) => {
    const { probabilities, classes } = fixtureOutcomes;
    const start = (row as number) * classes;
    const found = scoreRow({ kind: "aps" }, probabilities.subarray(start, start + classes), u as number);
    found.forEach((score, c) => {
      expect(score).toBeCloseTo((scores as number[])[c]!, 12);
    });
  });

  test("raps adds λ for each rank above k", () => {
    const row = [0.1, 0.5, 0.1, 0.3];
    const raps = scoreRow({ kind: "raps", penalty: 0.2, free: 1 }, row, 1);
    // Ranks 3, 1, 4, 2: of equal probabilities the first class comes first.
    [0.9 + 0.4, 0.5, 1 + 0.6, 0.8 + 0.2].forEach((score, c) => {
      expect(raps[c]).toBeCloseTo(score, 14);
    });
    expect(readScore("raps")).toEqual({ kind: "raps", penalty: 0.01, free: 5 });
  });
});

describe("sets of classes", () => {
  const calibrating = drawOutcomes(500, { classes: 4, sharpness: 2, seed: 1 });
  const other = drawOutcomes(6000, { classes: 4, sharpness: 2, seed: 2 });
  const key = new Key(4);

  test.each([
    ["lac", { score: "lac" as const }],
    ["aps", { score: "aps" as const }],
    ["randomized aps", { score: "aps" as const, key }],
    ["randomized raps", { score: { kind: "raps", penalty: 0.1, free: 1 } as const, key }],
    ["lac by class", { score: "lac" as const, perClass: true }],
  ])("of %s hold the truth as often as they say, whatever the predictor", (_, options) => {
    const conformal = conformalClasses(calibrating, { alpha: 0.1, ...options });
    const { coverage, perClass } = setScores(conformal.predict(other.probabilities), other.labels);
    const { low, high } = expectedCoverage(500, 0.1, 0.999).interval;
    expect(coverage).toBeGreaterThan(low - 0.012);
    expect(coverage).toBeLessThan(high + 0.012);
    if ("perClass" in options) for (const share of perClass) expect(share).toBeGreaterThan(0.83);
  });

  test("by class hold rare classes too, where one quantile for all doesn't", () => {
    // Of a class that is never said: its own probability is always low.
    const dim = (outcomes: typeof other) => ({
      ...outcomes,
      probabilities: outcomes.probabilities.map((_, i, all) => {
        const moved = all[i - (i % 4)]! * 0.8;
        return i % 4 === 0 ? all[i]! - moved : all[i]! + moved / 3;
      }),
    });
    const shares = (perClass: boolean) =>
      setScores(
        conformalClasses(dim(calibrating), { alpha: 0.1, perClass }).predict(dim(other).probabilities),
        other.labels,
      ).perClass;
    expect(shares(false)[0]).toBeLessThan(0.85);
    expect(shares(true)[0]).toBeGreaterThan(0.85);
  });

  test("are smallest by lac, and randomization makes them smaller", () => {
    const sizeOf = (options: { score: "lac" | "aps"; key?: Key }) =>
      setScores(
        conformalClasses(calibrating, { alpha: 0.1, ...options }).predict(other.probabilities),
        other.labels,
      ).meanSize;
    expect(sizeOf({ score: "lac" })).toBeLessThan(sizeOf({ score: "aps", key }));
    expect(sizeOf({ score: "aps", key })).toBeLessThan(sizeOf({ score: "aps" }));
  });

  test("can be empty by lac, unless the likeliest class is put in", () => {
    // Sure on what calibrates, unsure on what follows.
    const sure = {
      probabilities: Float64Array.from(Array(40).fill([0.9, 0.05, 0.05]).flat()),
      labels: Array(40).fill(0),
      classes: 3,
    };
    const unsure = Float64Array.of(0.3, 0.4, 0.3);
    expect(conformalClasses(sure, { alpha: 0.1 }).predict(unsure).of(0)).toEqual([]);
    // A score that equals the quantile is inside.
    expect(
      conformalClasses(sure, { alpha: 0.1 })
        .predict(Float64Array.of(0.9, 0.05, 0.05))
        .of(0),
    ).toEqual([0]);
    const { saved } = conformalClasses(sure, { alpha: 0.1, neverEmpty: true });
    expect(new ConformalClasses(saved).predict(unsure).of(0)).toEqual([1]);
  });

  test("are full, with a warning, where examples are too few", () => {
    const few = {
      probabilities: other.probabilities.subarray(0, 32),
      labels: other.labels.subarray(0, 8),
      classes: 4,
    };
    const conformal = conformalClasses(few, { alpha: 0.1 });
    expect(conformal.warnings).toEqual([
      "Every set holds every class: alpha 0.1 needs 9 calibration examples or more, there are 8.",
    ]);
    expect(conformal.predict(other.probabilities.subarray(0, 4)).of(0)).toEqual([0, 1, 2, 3]);
    expect(() => conformalClasses(few, { alpha: 0.1, whenTooSmall: "refuse" })).toThrow(
      "conformal: alpha 0.1 needs 9 calibration examples or more, there are 8",
    );
  });

  test("by class hold a class always that has too few examples, and say so", () => {
    const rows = Array.from(calibrating.labels, (label, i) => (label === 2 ? -1 : i)).filter((i) => i >= 0);
    const without = {
      probabilities: Float64Array.from(
        rows.flatMap((i) => [...calibrating.probabilities.subarray(4 * i, 4 * i + 4)]),
      ),
      labels: rows.map((i) => calibrating.labels[i]!),
      classes: 4,
    };
    const conformal = conformalClasses(without, { alpha: 0.1, perClass: true });
    expect(conformal.warnings).toEqual([
      "Class 2 is in every set: alpha 0.1 needs 9 calibration examples of this class or more, there are 0.",
    ]);
    const sets = conformal.predict(other.probabilities);
    for (let i = 0; i < 100; i++) expect(sets.has(i, 2)).toBe(true);
    expect(() => conformalClasses(without, { alpha: 0.1, perClass: true, whenTooSmall: "refuse" })).toThrow(
      "calibration examples of class 2 or more, there are 0",
    );
  });

  test.each([
    { score: "lac" as const },
    { score: "raps" as const, key },
    { score: "lac" as const, perClass: true, alpha: 0.005 },
  ])("are the same after JSON: %o", (options) => {
    const conformal = conformalClasses(calibrating, { alpha: 0.1, ...options });
    const again = new ConformalClasses(JSON.parse(JSON.stringify(conformal)));
    expect(again.quantiles).toEqual(conformal.quantiles);
    expect(again.predict(other.probabilities)).toEqual(conformal.predict(other.probabilities));
  });

  test("are random by the key, and the same for the same", () => {
    const conformal = conformalClasses(calibrating, { alpha: 0.1, score: "aps", key });
    const some = other.probabilities.subarray(0, 400);
    expect(conformal.predict(some)).toEqual(conformal.predict(some));
    expect(conformal.predict(some, new Key(5))).not.toEqual(conformal.predict(some));
  });

  test.each([
    [{ alpha: 0 }, "expected alpha inside (0, 1), got 0"],
    [{ alpha: 0.1, key }, 'the score "lac" has nothing to randomize'],
    [{ alpha: 0.1, score: "tps" as never }, 'expected a score "lac", "aps" or "raps", got tps'],
    [{ alpha: 0.1, score: { kind: "raps" as const, penalty: -1 } }, "expected a raps penalty of 0 or more"],
    [{ alpha: 0.1, whenTooSmall: "guess" as never }, 'expected whenTooSmall "full" or "refuse", got guess'],
  ])("%o is refused", (options, message) => {
    expect(() => conformalClasses(calibrating, options)).toThrow(message);
  });

  test("are scored by what they hold", () => {
    const sets = new PredictionSets(Uint8Array.of(1, 0, 1, 1, 0, 0), 2);
    expect(setScores(sets, [0, 1, 1])).toMatchObject({
      coverage: 2 / 3,
      meanSize: 1,
      singletons: 1 / 3,
      empty: 1 / 3,
      perClass: [1, 0.5],
    });
    expect(() => setScores(sets, [0])).toThrow("expected a label for each of 3 sets, got 1");
  });
});

describe("intervals of numbers", () => {
  /** y = x + ε of a spread that grows with x. */
  function drawNumbers(n: number, seed: number) {
    const generator = new Generator(seed);
    const x = Float64Array.from({ length: n }, () => generator.uniform(0.2, 3));
    const expected = x.map((value) => value + generator.normal(0, value));
    const quantile = (z: number) => x.map((value) => value + z * value);
    return { predicted: x, difficulty: x, low: quantile(-1), high: quantile(1), expected };
  }
  const learned = drawNumbers(400, 1);
  const other = drawNumbers(6000, 2);
  const forms = {
    absolute: (from: typeof other) => ({ predicted: from.predicted }),
    normalized: (from: typeof other) => ({ predicted: from.predicted, difficulty: from.difficulty }),
    quantile: (from: typeof other) => ({ low: from.low, high: from.high }),
  };

  test.each(["absolute", "normalized", "quantile"] as const)(
    "%s: hold the truth as often as they say",
    (method) => {
      const form = forms[method];
      const conformal = conformalNumbers({ ...form(learned), expected: learned.expected }, { alpha: 0.1 });
      expect(conformal.saved.method).toBe(method);
      const again = new ConformalNumbers(JSON.parse(JSON.stringify(conformal)));
      const intervals = again.predict(form(other));
      expect(intervals).toEqual(conformal.predict(form(other)));
      const { coverage } = intervalScores(intervals, other.expected);
      const { low, high } = expectedCoverage(400, 0.1, 0.999).interval;
      expect(coverage).toBeGreaterThan(low - 0.012);
      expect(coverage).toBeLessThan(high + 0.012);
    },
  );

  test("normalized ones cover the difficult as often as the easy", () => {
    const hardest = Array.from(other.predicted, (x, i) => (x > 2.5 ? i : -1)).filter((i) => i >= 0);
    const coverage = (method: "absolute" | "normalized") => {
      const intervals = conformalNumbers(
        { ...forms[method](learned), expected: learned.expected },
        { alpha: 0.1 },
      ).predict(forms[method](other));
      return (
        hardest.filter(
          (i) => intervals.low[i]! <= other.expected[i]! && other.expected[i]! <= intervals.high[i]!,
        ).length / hardest.length
      );
    };
    expect(coverage("normalized")).toBeGreaterThan(0.86);
    expect(coverage("absolute")).toBeLessThan(0.8);
  });

  test("are |y - ŷ| of rank k, by hand", () => {
    const conformal = conformalNumbers(
      { predicted: Array(9).fill(0), expected: [1, -9, 3, -4, 5, 6, -7, 8, 2] },
      { alpha: 0.2 },
    );
    expect(conformal.quantile).toBe(8);
    expect(conformal.predict({ predicted: [10] })).toEqual({
      low: Float64Array.of(2),
      high: Float64Array.of(18),
    });
  });

  test("have no ends where examples are too few", () => {
    const few = { predicted: [1, 2], expected: [1, 2] };
    const conformal = new ConformalNumbers(JSON.parse(JSON.stringify(conformalNumbers(few, { alpha: 0.1 }))));
    expect(conformal.warnings).toEqual([
      "The intervals have no ends: alpha 0.1 needs 9 calibration examples or more, there are 2.",
    ]);
    expect(conformal.predict({ predicted: [7] })).toEqual({
      low: Float64Array.of(Number.NEGATIVE_INFINITY),
      high: Float64Array.of(Number.POSITIVE_INFINITY),
    });
    expect(() => conformalNumbers(few, { alpha: 0.1, whenTooSmall: "refuse" })).toThrow(
      "needs 9 calibration examples",
    );
  });

  test("of wide quantiles shrink, and to their middle at most", () => {
    const wide = conformalNumbers(
      { low: Array(20).fill(-10), high: Array(20).fill(10), expected: Array(20).fill(1) },
      { alpha: 0.1 },
    );
    expect(wide.quantile).toBe(-9);
    expect(wide.predict({ low: [0, 0], high: [20, 4] })).toEqual({
      low: Float64Array.of(9, 2),
      high: Float64Array.of(11, 2),
    });
  });

  test.each([
    [{ predicted: [1], expected: [] }, "expected outcomes, got none"],
    [{ predicted: [1], expected: [1, 2] }, 'expected 1 numbers in "expected", got 2'],
    [
      { predicted: [Number.NaN], expected: [1] },
      'example 0: expected a finite number in "predicted", found NaN',
    ],
    [
      { predicted: [1], difficulty: [0], expected: [1] },
      "example 0: expected a positive difficulty, found 0",
    ],
    [{ low: [1], high: [1, 2], expected: [1] }, 'expected 1 numbers in "high", got 2'],
  ])("%o is refused", (outcomes, message) => {
    expect(() => conformalNumbers(outcomes, { alpha: 0.1 })).toThrow(message);
  });

  test("refuse predictions of another kind", () => {
    const conformal = conformalNumbers({ predicted: [1, 2], expected: [1, 2] }, { alpha: 0.5 });
    expect(() => conformal.predict({ low: [1], high: [2] })).toThrow(
      'it learned from "absolute" predictions, got "quantile" ones',
    );
  });
});

describe("plain arrays do as well as typed ones", () => {
  const { probabilities, labels } = drawOutcomes(60, { classes: 3, sharpness: 2, seed: 7 });
  const typed = { probabilities, labels, classes: 3 };
  const plain = { probabilities: [...probabilities], labels: Array.from(labels), classes: 3 };

  test.each(["lac", "aps", "raps"] as const)("for sets by %s", (score) => {
    const conformal = conformalClasses(plain, { alpha: 0.1, score });
    expect(conformal.saved).toEqual(conformalClasses(typed, { alpha: 0.1, score }).saved);
    expect(conformal.predict(plain.probabilities)).toEqual(conformal.predict(typed.probabilities));
  });

  test("for calibration, scores and thresholds", () => {
    for (const method of ["temperature", "vector", "isotonic"] as const)
      expect(calibrate(plain, { method }).toJSON()).toEqual(calibrate(typed, { method }).toJSON());
    const logits = { ...plain, logits: plain.probabilities.map((p) => Math.log(p)) };
    const typedLogits = { ...typed, logits: Float64Array.from(logits.logits) };
    expect(calibrate(logits).toJSON()).toEqual(calibrate(typedLogits).toJSON());
    expect(brierScore(plain)).toBe(brierScore(typed));
    expect(thresholdForRisk(plain, { risk: 0.4 })).toEqual(thresholdForRisk(typed, { risk: 0.4 }));
    const options = { classes: 3, threshold: 0.6 };
    expect(askAPerson(plain.probabilities, options)).toEqual(askAPerson(typed.probabilities, options));
  });
});
