import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import fixture from "../assess.fixture.json" with { type: "json" };
import { TemperatureScaling } from "../calibration/temperature.js";
import { drawOutcomes, fixtureOutcomes } from "../testing/drawOutcomes.js";
import { brierDecomposition, brierScore } from "./brierScore.js";
import { debiasedCalibrationError, expectedCalibrationError } from "./calibrationError.js";
import { calibrationErrorInterval } from "./calibrationErrorInterval.js";
import { negativeLogLikelihood } from "./negativeLogLikelihood.js";
import { reliabilityDiagram } from "./reliabilityDiagram.js";

describe("beside scikit-learn and NumPy", () => {
  test("negative log-likelihood", () => {
    const { labels, classes, probabilities } = fixtureOutcomes;
    const floored = new TemperatureScaling(1, classes, fixture.floor).apply(probabilities);
    expect(negativeLogLikelihood({ probabilities: floored, labels, classes })).toBeCloseTo(
      fixture.logLoss,
      12,
    );
  });

  test("Brier score", () => {
    expect(brierScore(fixtureOutcomes)).toBeCloseTo(fixture.brier, 12);
  });

  test("expected calibration error", () => {
    expect(expectedCalibrationError(fixtureOutcomes)).toBeCloseTo(fixture.ece, 12);
    expect(expectedCalibrationError(fixtureOutcomes, { of: "classes" })).toBeCloseTo(
      fixture.classwiseEce,
      12,
    );
  });
});

test("a class that occurs and was given probability 0 costs infinitely much", () => {
  const outcomes = { probabilities: Float64Array.of(1, 0), labels: [1], classes: 2 };
  expect(negativeLogLikelihood(outcomes)).toBe(Number.POSITIVE_INFINITY);
  expect(brierScore(outcomes)).toBe(2);
});

describe("bins", () => {
  const outcomes = {
    probabilities: Float64Array.from([0.6, 0.6, 0.8, 0.8, 1].flatMap((p) => [p, 1 - p])),
    labels: [0, 1, 0, 0, 0],
    classes: 2,
  };

  test("are (low, high]: 0.6 and 0.8 of five bins end theirs", () => {
    const diagram = reliabilityDiagram(outcomes, { bins: 5 });
    expect(diagram.map(({ count }) => count)).toEqual([0, 0, 2, 2, 1]);
    expect(diagram[2]).toMatchObject({ accuracy: 0.5, confidence: 0.6 });
    expect(diagram[0]!.interval).toEqual({ low: 0, high: 1 });
  });

  test("of equal mass keep equal probabilities together, in whatever order they come", () => {
    const { probabilities, labels, classes } = drawOutcomes(100, { seed: 4 });
    const rounded = probabilities.map((p) => Math.round(p * 8) / 8);
    for (let i = 0; i < rounded.length; i += 3) rounded[i] = 1 - rounded[i + 1]! - rounded[i + 2]!;
    const order = Int32Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    const shuffled = {
      probabilities: Float64Array.from(
        { length: 300 },
        (_, j) => rounded[order[Math.floor(j / 3)]! * 3 + (j % 3)]!,
      ),
      labels: Int32Array.from(order, (i) => labels[i]!),
      classes,
    };
    const options = { bins: 7, binning: "mass" } as const;
    const bins = reliabilityDiagram({ probabilities: rounded, labels, classes }, options);
    expect(reliabilityDiagram(shuffled, options).map(({ count }) => count)).toEqual(
      bins.map(({ count }) => count),
    );
    expect(bins.every(({ count }) => count > 0)).toBe(true);
  });

  test("of equal mass hold as many each where probabilities differ", () => {
    const bins = reliabilityDiagram(drawOutcomes(150, { seed: 1 }), { bins: 10, binning: "mass" });
    expect(bins.map(({ count }) => count)).toEqual(new Array(10).fill(15));
  });
});

describe("a Brier score's parts", () => {
  test.each(["width", "mass"] as const)("sum to it, by bins of equal %s", (binning) => {
    for (const bins of [1, 4, 15]) {
      const { score, reliability, resolution, uncertainty, withinBins } = brierDecomposition(
        fixtureOutcomes,
        {
          bins,
          binning,
        },
      );
      expect(score).toBeCloseTo(fixture.brier, 12);
      expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(score, 12);
    }
  });

  test("are Murphy's three where a bin has one probability", () => {
    const said = [0.2, 0.2, 0.2, 0.7, 0.7];
    const probabilities = Float64Array.from(said.flatMap((p) => [1 - p, p]));
    const parts = brierDecomposition({ probabilities, labels: [0, 0, 1, 1, 0], classes: 2 });
    expect(parts.withinBins).toBeCloseTo(0, 14);
    // Two classes: twice (3·(0.2-1/3)² + 2·(0.7-1/2)²)/5.
    expect(parts.reliability).toBeCloseTo((2 * (3 * (0.2 - 1 / 3) ** 2 + 2 * 0.2 ** 2)) / 5, 14);
    expect(parts.uncertainty).toBeCloseTo(2 * 0.4 * 0.6, 14);
  });
});

describe("chance in the calibration error", () => {
  test("is taken off: of perfect probabilities' error about 2-√2 is left, of a large error nearly all", () => {
    let plain = 0;
    let debiased = 0;
    for (let seed = 0; seed < 40; seed++) {
      const outcomes = drawOutcomes(150, { seed });
      plain += expectedCalibrationError(outcomes) / 40;
      debiased += debiasedCalibrationError(outcomes) / 40;
    }
    expect(plain).toBeGreaterThan(0.05);
    expect(debiased / plain).toBeGreaterThan(0.5);
    expect(debiased / plain).toBeLessThan(0.65);
    const sure = drawOutcomes(2000, { sharpness: 4 });
    expect(debiasedCalibrationError(sure) / expectedCalibrationError(sure)).toBeGreaterThan(0.97);
  });

  test("is told by what perfect probabilities would show", () => {
    let below = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { error, ifCalibrated } = calibrationErrorInterval(drawOutcomes(100, { seed }), {
        resamples: 200,
      });
      if (error <= ifCalibrated.high) below++;
    }
    // 95 %: of 60, fewer than 51 with probability 0.003.
    expect(below).toBeGreaterThan(50);
    const sure = calibrationErrorInterval(drawOutcomes(400, { sharpness: 3 }), { of: "classes" });
    expect(sure.error).toBeGreaterThan(2 * sure.ifCalibrated.high);
    expect(sure.interval.low).toBeLessThan(sure.error);
    expect(sure.interval.low).toBeGreaterThan(0);
  });

  test("the same key gives the same interval", () => {
    const outcomes = drawOutcomes(60);
    const options = { resamples: 50, key: new Key(9) };
    expect(calibrationErrorInterval(outcomes, options)).toEqual(calibrationErrorInterval(outcomes, options));
    expect(calibrationErrorInterval(outcomes, { ...options, key: new Key(8) })).not.toEqual(
      calibrationErrorInterval(outcomes, options),
    );
  });
});

test("a reliability diagram of one class counts its share", () => {
  const { labels } = fixtureOutcomes;
  const bins = reliabilityDiagram(fixtureOutcomes, { of: 2, interval: "clopperPearson" });
  const hits = bins.reduce((sum, { count, accuracy }) => sum + (count > 0 ? count * accuracy : 0), 0);
  expect(hits).toBeCloseTo(labels.filter((label) => label === 2).length, 10);
  for (const { count, accuracy, interval } of bins)
    if (count > 0) expect(interval.low <= accuracy && accuracy <= interval.high).toBe(true);
});

test.each([
  [() => expectedCalibrationError(fixtureOutcomes, { bins: 0 }), "expected one bin or more, got 0"],
  [() => reliabilityDiagram(fixtureOutcomes, { of: 4 }), 'expected "top" or a class from 0 to 3, got 4'],
  [
    () => calibrationErrorInterval(fixtureOutcomes, { resamples: 0 }),
    "expected a number of resamples, got 0",
  ],
])("%s is refused", (call, message) => {
  expect(call).toThrow(message);
});
