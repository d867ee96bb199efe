import { Generator } from "@mebae/tensor";
import { argmaxRows } from "@mebae/training";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import fixture from "../assess.fixture.json" with { type: "json" };
import { expectedCalibrationError } from "../scores/calibrationError.js";
import { negativeLogLikelihood } from "../scores/negativeLogLikelihood.js";
import { drawOutcomes, fixtureOutcomes } from "../testing/drawOutcomes.js";
import { calibrate } from "./calibrate.js";
import { calibrationFromJSON } from "./calibrationFromJSON.js";
import { interpolate, poolAdjacentViolators } from "./poolAdjacentViolators.js";
import { TemperatureScaling } from "./temperature.js";

const { probabilities, labels, classes } = fixtureOutcomes;

describe("beside SciPy and scikit-learn", () => {
  test("temperature", () => {
    const found = calibrate(fixtureOutcomes, { method: "temperature" });
    expect(found.temperature).toBeCloseTo(fixture.temperature, 6);
    const after = { probabilities: found.apply(probabilities), labels, classes };
    expect(negativeLogLikelihood(after)).toBeCloseTo(fixture.temperatureNll, 12);
  });

  test("vector", () => {
    const found = calibrate(fixtureOutcomes, { method: "vector" });
    [...found.slopes, ...found.intercepts].forEach((value, i) => {
      expect(value).toBeCloseTo(fixture.vector[i]!, 6);
    });
  });

  test("isotonic, at the examples and between them", () => {
    const found = calibrate(fixtureOutcomes, { method: "isotonic" });
    found.apply(probabilities).forEach((p, i) => {
      expect(p).toBeCloseTo(fixture.isotonic.applied[i]!, 12);
    });
    fixture.isotonic.between.forEach((row, c) => {
      row.forEach((value, k) => {
        expect(interpolate(found.corners[c]!, k / 20)).toBeCloseTo(value, 12);
      });
    });
  });
});

describe("temperature", () => {
  test.each([
    [2.5, 0.15],
    [1, 0.1],
    [0.4, 0.04],
  ])("a predictor sharper by %f gets that temperature", (sharpness, tolerance) => {
    const outcomes = drawOutcomes(4000, { sharpness, seed: 2 });
    const { temperature } = calibrate(outcomes, { method: "temperature", floor: 1e-12 });
    expect(Math.abs(temperature - sharpness)).toBeLessThan(tolerance);
    const fromLogits = calibrate(
      { logits: outcomes.logits, labels: outcomes.labels, classes: outcomes.classes },
      { method: "temperature" },
    );
    expect(fromLogits.temperature).toBeCloseTo(temperature, 6);
  });

  test("never changes the predicted class, ties included", () => {
    const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(row, fc.double({ min: -3, max: 3, noNaN: true }), fc.nat(5), (values, power, copy) => {
        const weights = values.map((value, i) => (i === copy ? values[0]! : value));
        const total = weights.reduce((a, b) => a + b);
        fc.pre(total > 1e-300);
        const p = Float64Array.from(weights, (weight) => weight / total);
        const scaled = new TemperatureScaling(10 ** power, p.length).apply(p);
        const largest = Math.max(...p);
        const scaledLargest = Math.max(...scaled);
        p.forEach((value, c) => {
          expect(scaled[c] === scaledLargest).toBe(value === largest);
        });
      }),
      { numRuns: 2000, seed: 1, endOnFailure: true },
    );
  });

  test("keeps neighbours apart that a high temperature brings to one float64", () => {
    const p = Float64Array.of(0.5 - 2 ** -53, 0.5 + 2 ** -53);
    const scaled = new TemperatureScaling(1000, 2).apply(p);
    expect(argmaxRows(scaled, 2)[0]).toBe(1);
    expect(scaled[0]! + scaled[1]!).toBeCloseTo(1, 14);
  });

  test("of examples that are all right isn't 0", () => {
    const sure = {
      probabilities: Float64Array.from(Array(20).fill([0.1, 0.9]).flat()),
      labels: Array(20).fill(1),
      classes: 2,
    };
    const { temperature, warnings } = calibrate(sure, { method: "temperature" });
    const [, confidence] = new TemperatureScaling(temperature, 2).apply([0.1, 0.9]);
    // 20 right and a half of one more: (20 + 1/2 + …)/21 or so.
    expect(confidence).toBeCloseTo(1 - 1 / 44, 10);
    expect(warnings[0]).toContain("Every one of the 20 examples");
  });

  test("of a predictor that knows nothing is high, and said", () => {
    const { probabilities: p, classes: k } = drawOutcomes(200);
    const worst = Int32Array.from({ length: 200 }, (_, i) => {
      const row = [...p.subarray(i * k, (i + 1) * k)];
      return row.indexOf(Math.min(...row));
    });
    const found = calibrate({ probabilities: p, labels: worst, classes: k }, { method: "temperature" });
    expect(found.temperature).toBe(100);
    expect(found.warnings[0]).toContain("no more");
  });
});

describe("vector scaling", () => {
  const biased = drawOutcomes(2000, { seed: 6 });
  const shifted = biased.logits.map((z, i) => z + [1.5, 0, -1][i % 3]!);

  test("mends a predictor that says a class too often, and its classes change", () => {
    const outcomes = { logits: shifted, labels: biased.labels, classes: 3 };
    const found = calibrate(outcomes, { method: "vector" });
    const mended = found.applyLogits(shifted);
    const loss = (p: Float64Array) => negativeLogLikelihood({ ...outcomes, probabilities: p });
    expect(loss(mended)).toBeCloseTo(loss(biased.truth), 2);
    expect(argmaxRows(mended, 3)).not.toEqual(argmaxRows(shifted, 3));
    expect(found.keepsPredictedClass).toBe(false);
  });

  test("is temperature scaling under a strong penalty", () => {
    const { slopes, intercepts } = calibrate(fixtureOutcomes, { method: "vector", penalty: 1e9 });
    for (const slope of slopes) expect(slope).toBeCloseTo(1 / fixture.temperature, 5);
    for (const intercept of intercepts) expect(intercept).toBeCloseTo(0, 5);
  });
});

describe("isotonic calibration", () => {
  test("pools adjacent violators to the nearest non-descending function", () => {
    const generator = new Generator(5);
    for (let run = 0; run < 30; run++) {
      const x = Float64Array.from({ length: 12 }, () => Math.floor(generator.uniform() * 8) / 8);
      const y = Float64Array.from(x, () => generator.uniform());
      const corners = poolAdjacentViolators(x, y);
      const squares = (f: (place: number) => number) =>
        x.reduce((sum, place, i) => sum + (f(place) - y[i]!) ** 2, 0);
      const fitted = squares((place) => interpolate(corners, place));
      expect(corners.y.every((value, i) => i === 0 || value >= corners.y[i - 1]!)).toBe(true);
      // Least squares: no other non-descending function, such as a step between two means, is nearer.
      for (let k = 0; k <= 8; k++) {
        for (const [a, b] of [
          [0.3, 0.5],
          [0.5, 0.5],
          [0.4, 0.7],
        ] as const)
          expect(fitted).toBeLessThanOrEqual(squares((place) => (place < k / 8 ? a : b)) + 1e-12);
      }
    }
  });

  test("mends what no temperature can", () => {
    const learned = drawOutcomes(3000, { classes: 2, seed: 8 });
    const bent = (p: Float64Array) =>
      p.map((_, i) => {
        const first = p[i - (i % 2)]!;
        const away = 2 * first - 1;
        const said = (1 + Math.sign(away) * Math.abs(away) ** 3) / 2;
        return i % 2 === 0 ? said : 1 - said;
      });
    const outcomes = { probabilities: bent(learned.truth), labels: learned.labels, classes: 2 };
    const other = drawOutcomes(3000, { classes: 2, seed: 9 });
    const error = (method: "temperature" | "isotonic") =>
      expectedCalibrationError({
        probabilities: calibrate(outcomes, { method }).apply(bent(other.truth)),
        labels: other.labels,
        classes: 2,
      });
    expect(error("isotonic")).toBeLessThan(error("temperature") / 2);
    expect(calibrate(outcomes).method).toBe("isotonic");
  });
});

describe("auto", () => {
  test("is temperature where that is enough, and with few examples", () => {
    for (const [n, seed] of [
      [1000, 1],
      [100, 2],
      [10, 3],
    ] as const)
      expect(calibrate(drawOutcomes(n, { sharpness: 2, seed })).method).toBe("temperature");
  });

  test("is vector where classes are said too often", () => {
    const { logits, labels: truth } = drawOutcomes(600, { seed: 6 });
    const shifted = logits.map((z, i) => z + [1.5, 0, -1][i % 3]!);
    expect(calibrate({ logits: shifted, labels: truth, classes: 3 }).method).toBe("vector");
  });
});

test.each(["temperature", "vector", "isotonic"] as const)(
  "%s is the same after JSON, and its rows sum to 1",
  (method) => {
    const found = calibrate(fixtureOutcomes, { method });
    const again = calibrationFromJSON(JSON.parse(JSON.stringify(found)));
    expect(again).toEqual(found);
    const applied = again.apply(probabilities);
    expect(applied).toEqual(found.apply(probabilities));
    for (let i = 0; i < applied.length; i += classes)
      expect(applied.subarray(i, i + classes).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const logs = probabilities.map((p) => Math.log(Math.max(p, 1e-6)));
    // The floor's share is the only difference.
    found.applyLogits(logs).forEach((p, i) => {
      expect(Math.abs(p - applied[i]!)).toBeLessThan(method === "isotonic" ? 0.02 : 1e-4);
    });
  },
);

describe("refusals", () => {
  test.each([
    [
      { method: "platt" as never },
      'expected a method "temperature", "vector", "isotonic" or "auto", got platt',
    ],
    [{ floor: 0.3 }, "expected a floor inside (0, 1/4)"],
    [{ method: "vector" as const, penalty: 0 }, "expected a positive penalty, got 0"],
  ])("%o", (options, message) => {
    expect(() => calibrate(fixtureOutcomes, options)).toThrow(message);
  });

  test.each([
    [
      { logits: Float64Array.of(1, Number.NaN), labels: [0], classes: 2 },
      "example 0: expected finite logits, found NaN",
    ],
    [{ logits: Float64Array.of(1), labels: [0], classes: 2 }, "1 labels of 2 classes need 2 logits, got 1"],
    [
      { logits: Float64Array.of(1, 2), labels: [2], classes: 2 },
      "example 0: expected a label from 0 to 1, found 2",
    ],
    [{ logits: Float64Array.of(1, 2), labels: [1], classes: 1 }, "expected two classes or more, got 1"],
    [{ logits: Float64Array.of(), labels: [], classes: 2 }, "expected outcomes, got none"],
  ])("%o", (outcomes, message) => {
    expect(() => calibrate(outcomes)).toThrow(message);
  });

  test("rows that are no probabilities", () => {
    const scaling = new TemperatureScaling(2, 2);
    expect(() => scaling.apply([0.5, 0.4])).toThrow(
      "example 0: expected probabilities that sum to 1, found a sum of 0.9",
    );
    expect(() => scaling.apply([0.5, 0.5, 2, -1])).toThrow(
      "example 1: expected probabilities from 0 to 1, found 2",
    );
    expect(() => scaling.apply([0.5, 0.5, 1])).toThrow("expected rows of 2 classes, got 3 values");
    expect(() => new TemperatureScaling(0, 2)).toThrow("expected a positive temperature, got 0");
  });
});
