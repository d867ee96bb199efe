import { Generator, Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import fixture from "../assess.fixture.json" with { type: "json" };
import { PredictionSets } from "../conformal/predictionSets.js";
import { drawOutcomes, fixtureOutcomes } from "../testing/drawOutcomes.js";
import { askAPerson } from "./askAPerson.js";
import { riskCoverage } from "./riskCoverage.js";
import { thresholdForRisk } from "./thresholdForRisk.js";

describe("the risk-coverage curve", () => {
  test("is NumPy's, equally sure examples averaged", () => {
    const curve = riskCoverage(fixtureOutcomes);
    expect(curve.area).toBeCloseTo(fixture.riskCoverage.area, 12);
    expect(curve.excessArea).toBeCloseTo(fixture.riskCoverage.excessArea, 12);
    for (const [coverage, accuracy] of fixture.riskCoverage.accuracyAt)
      expect(curve.accuracyAt(coverage!)).toBeCloseTo(accuracy!, 12);
  });

  test("by hand", () => {
    const curve = riskCoverage({ confidences: [0.2, 0.9, 0.5, 0.5], losses: [3, 0, 1, 0] });
    expect([...curve.risks]).toEqual([0, 0.25, 1 / 3, 1]);
    expect(curve.area).toBeCloseTo((0.25 + 1 / 3 + 1) / 4, 14);
    expect(curve.excessArea).toBeCloseTo(curve.area - (1 / 3 + 1) / 4, 14);
    expect(curve.points()).toEqual([
      { threshold: 0.9, coverage: 0.25, risk: 0 },
      { threshold: 0.5, coverage: 0.75, risk: 1 / 3 },
      { threshold: 0.2, coverage: 1, risk: 1 },
    ]);
    expect(curve.riskAt(0.5)).toBe(0.25);
    expect(curve.thresholdAt(0.3)).toBe(0.5);
  });

  test("has no excess where the surest are right, and the error rate as area where all are as sure", () => {
    expect(riskCoverage({ confidences: [3, 2, 1], losses: [0, 0, 1] }).excessArea).toBe(0);
    expect(riskCoverage({ confidences: [1, 1, 1, 1], losses: [0, 0, 1, 0] }).area).toBe(0.25);
  });

  test("refuses what it can't judge", () => {
    expect(() => riskCoverage({ confidences: [1], losses: [] })).toThrow(
      "expected a confidence for each loss, got 1 for 0",
    );
    expect(() => riskCoverage({ confidences: [Number.NaN], losses: [0] })).toThrow(
      "example 0: expected a finite confidence and loss, found NaN and 0",
    );
    expect(() => riskCoverage(fixtureOutcomes).riskAt(0)).toThrow("expected a coverage in (0, 1], got 0");
  });
});

/** Confidence c is uniform, a prediction wrong with probability `error(c)`. */
function draw(n: number, seed: number, error: (confidence: number) => number) {
  const generator = new Generator(seed);
  const confidences = Float64Array.from({ length: n }, () => generator.uniform());
  return { confidences, losses: confidences.map((c) => (generator.uniform() < error(c) ? 1 : 0)) };
}

describe("a threshold for a risk", () => {
  test.each([
    ["falling errors", (c: number) => 0.4 * (1 - c), (t: number) => 0.2 * (1 - t)],
    // The surest are wrong too, so the risk isn't monotone.
    [
      "a bump at the top",
      (c: number) => (c > 0.9 ? 0.3 : 0.06),
      (t: number) => (t > 0.9 ? 0.3 : (0.3 * 0.1 + 0.06 * (0.9 - t)) / (1 - t)),
    ],
  ])("is kept as often as it says: %s", (_, error, riskOf) => {
    let broken = 0;
    let found = 0;
    for (let seed = 0; seed < 400; seed++) {
      const answer = thresholdForRisk(draw(300, seed, error), {
        risk: 0.1,
        confidence: 0.9,
        key: new Key(seed),
      });
      if (answer.kind === "none") continue;
      found++;
      if (riskOf(answer.threshold) > 0.1) broken++;
    }
    // 10 % of 400, and three standard errors.
    expect(broken).toBeLessThan(58);
    expect(found).toBeGreaterThan(60);
  });

  test("answers many where the predictor knows what it doesn't know", () => {
    const outcomes = draw(2000, 7, (c) => 0.4 * (1 - c));
    const answer = thresholdForRisk(outcomes, { risk: 0.1 });
    expect(answer.kind).toBe("guaranteed");
    if (answer.kind === "none") return;
    // 0.2(1-t) ≤ 0.1 from t = 0.5.
    expect(answer.threshold).toBeGreaterThan(0.5);
    expect(answer.threshold).toBeLessThan(0.75);
    expect(answer.upperBound).toBeLessThanOrEqual(0.1);
    expect(answer.errors / answer.answered).toBeLessThan(0.1);
    expect(answer.coverage).toBeCloseTo(answer.answered / 1600, 14);
  });

  test("takes probabilities and labels", () => {
    const answer = thresholdForRisk(drawOutcomes(1500), { risk: 0.2 });
    expect(answer).toMatchObject({ kind: "guaranteed" });
    expect(thresholdForRisk(drawOutcomes(1500), { risk: 0.2 })).toEqual(answer);
  });

  test("is refused where there is none", () => {
    expect(
      thresholdForRisk(
        draw(20, 1, () => 0),
        { risk: 0.1 },
      ),
    ).toEqual({
      kind: "none",
      reason:
        "20 examples are too few: a risk of 0.1 with confidence 0.95 takes 29 answered ones without an error, beside the fifth that proposes thresholds.",
    });
    const answer = thresholdForRisk(
      draw(500, 1, () => 0.3),
      { risk: 0.1 },
    );
    expect(answer).toMatchObject({
      kind: "none",
      reason: expect.stringContaining("No threshold keeps the risk of 0.1 for sure"),
    });
  });

  test.each([
    [{ risk: 0 }, "expected a risk inside (0, 1), got 0"],
    [{ risk: 0.1, confidence: 1 }, "expected a confidence inside (0, 1), got 1"],
  ])("%o is refused", (options, message) => {
    expect(() => thresholdForRisk(fixtureOutcomes, options)).toThrow(message);
  });

  test("losses other than right or wrong are refused", () => {
    expect(() => thresholdForRisk({ confidences: [1], losses: [0.5] }, { risk: 0.1 })).toThrow(
      "example 0: expected a loss of 0 or 1, found 0.5",
    );
  });
});

describe("ask a person", () => {
  const probabilities = Float64Array.of(0.9, 0.1, 0.55, 0.45, 0.6, 0.4, 0.2, 0.8);
  const sets = new PredictionSets(Uint8Array.of(1, 0, 1, 1, 0, 0, 1, 0), 2);

  test("says whether and why", () => {
    const decisions = askAPerson(probabilities, { classes: 2, threshold: 0.7, sets });
    expect(decisions.map(({ ask, reason }) => [ask, reason])).toEqual([
      [false, undefined],
      [true, "severalClasses"],
      [true, "noClass"],
      [true, "otherClass"],
    ]);
    expect(decisions[1]).toEqual({
      predicted: 0,
      probability: 0.55,
      set: [0, 1],
      ask: true,
      reason: "severalClasses",
    });
    expect(askAPerson(probabilities, { classes: 2, threshold: 0.7 }).map(({ reason }) => reason)).toEqual([
      undefined,
      "unsure",
      "unsure",
      undefined,
    ]);
  });

  test.each([
    [{ classes: 2 }, "expected a threshold or sets to decide by"],
    [{ classes: 2, threshold: Number.NaN }, "expected a finite threshold, got NaN"],
    [{ classes: 4, sets }, "expected sets of 2 examples and 4 classes, got 4 and 2"],
  ])("%o is refused", (options, message) => {
    expect(() => askAPerson(Float64Array.of(0.25, 0.25, 0.5, 0, 1, 0, 0, 0), options)).toThrow(message);
  });
});
