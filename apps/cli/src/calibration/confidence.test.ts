import { describe, expect, test } from "vitest";
import { classConfidence, numberConfidence } from "./confidence.js";

/** 200 outcomes of two classes; what is said of the true one rises from 0.4 to 0.98. */
const labels = Int32Array.from({ length: 200 }, (_, i) => i % 2);
const own = Array.from(labels, (_, i) => 0.4 + (0.58 * i) / 199);
const probabilities = Float64Array.from(
  Array.from(labels).flatMap((label, i) => (label === 0 ? [own[i]!, 1 - own[i]!] : [1 - own[i]!, own[i]!])),
);
const outcomes = {
  ...({
    origin: "held out",
    task: "classification",
    classes: ["elm", "oak"],
    labels,
    probabilities,
  } as const),
};
const clear = Float64Array.of(0.97, 0.03, 0.5, 0.5);

describe("classes", () => {
  test("clear examples stand, others are for a person, and the temperature keeps the class", () => {
    const { decisions, calibrated, temperature, warnings } = classConfidence(outcomes, clear, {
      confidence: 0.9,
    });
    expect(decisions.map(({ set }) => set)).toEqual([[0], [0, 1]]);
    expect(decisions.map(({ ask, reason }) => [ask, reason])).toEqual([
      [false, undefined],
      [true, "severalClasses"],
    ]);
    expect(temperature).toBeGreaterThan(0);
    expect(calibrated[0]).toBeGreaterThan(0.5);
    expect(calibrated[0]! + calibrated[1]!).toBeCloseTo(1, 12);
    expect(warnings).toEqual([]);
  });

  test("too few examples for the level: every class is in every set, and a warning says why", () => {
    const { decisions, warnings } = classConfidence(outcomes, clear, { confidence: 0.999 });
    expect(decisions.map(({ set }) => set)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(warnings).toEqual([
      expect.stringMatching(/needs 999 calibration examples or more, there are 200/),
    ]);
  });

  test("no set is empty, though the predictor is right more often than was asked for", () => {
    const { decisions } = classConfidence(outcomes, Float64Array.of(0.7, 0.3), { confidence: 0.3 });
    expect(decisions).toEqual([expect.objectContaining({ set: [0], ask: false })]);
  });

  test("class by class, the warning names the class", () => {
    const few = { ...outcomes, labels: labels.map((label, i) => (i < 4 ? label : 0)) };
    const { warnings } = classConfidence(few, clear, { confidence: 0.9, method: "class-conditional" });
    expect(warnings.at(-1)).toEqual(expect.stringMatching(/^Class "oak" is in every set: .*there are 2/));
  });

  test("a risk that can't be promised sends every example to a person", () => {
    const { decisions, threshold, warnings } = classConfidence(outcomes, clear, {
      ...{ confidence: 0.9, risk: 0.001 },
    });
    expect(threshold).toBeUndefined();
    expect(decisions.every(({ ask }) => ask)).toBe(true);
    expect(warnings.at(-1)).toMatch(/too few.*A person is asked about every example/);
  });

  test("a risk that can: below the threshold a person is asked", () => {
    const { threshold, decisions } = classConfidence(outcomes, Float64Array.of(0.99, 0.01, 0.7, 0.3), {
      ...{ confidence: 0.6, risk: 0.1 },
    });
    expect(threshold).toBeGreaterThan(0.5);
    expect(decisions[0]!.ask).toBe(false);
  });
});

test("numbers have intervals of one width; those of folds are told", () => {
  const expected = Float64Array.from({ length: 19 }, (_, i) => i);
  const predicted = expected.map((value, i) => value + (i % 2 ? 1 : -1) * (i / 18));
  const known = { origin: "folds", task: "regression", expected, predicted } as const;
  const { low, high, warnings } = numberConfidence(known, Float64Array.of(5), { confidence: 0.9 });
  // ⌈20·0.9⌉ = 18th smallest of the errors 0, 1/18, …, 1.
  expect([low[0], high[0]]).toEqual([5 - 17 / 18, 5 + 17 / 18].map((end) => expect.closeTo(end, 9)));
  expect(warnings).toEqual([expect.stringMatching(/networks of the folds/)]);
  expect(() => numberConfidence(known, Float64Array.of(5), { confidence: 0.9, method: "aps" })).toThrow(
    /--method goes with classes/,
  );
});
