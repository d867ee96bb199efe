import { describe, expect, test } from "vitest";
import {
  accuracy,
  argmaxRows,
  classificationScores,
  confusionMatrix,
  softmaxRows,
  topKAccuracy,
} from "./classification.js";
import type { Metric } from "./metric.js";
import {
  accuracyMetric,
  confusionMetric,
  macroMetric,
  maeMetric,
  r2Metric,
  rmseMetric,
  topKMetric,
} from "./metrics.js";
import { meanAbsoluteError, rootMeanSquaredError, rSquared } from "./regression.js";

// Six examples, three classes; predicted 0 1 1 2 0 2, worked by hand.
const scores = [3, 1, 2, 0, 5, 1, 1, 4, 3, 0, 1, 2, 9, 8, 7, 1, 2, 3];
const labels = [0, 1, 2, 2, 1, 2];

test("the largest score wins, the first of equal ones", () => {
  expect([...argmaxRows(scores, 3)]).toEqual([0, 1, 1, 2, 0, 2]);
  expect([...argmaxRows([2, 2, 1, 3, 3, 3], 3)]).toEqual([0, 0]);
  expect([...argmaxRows([], 3)]).toEqual([]);
});

test("softmax stays finite at ±1e4 and sums to one", () => {
  expect([...softmaxRows([1e4, -1e4, 0, 0], 2)]).toEqual([1, 0, 0.5, 0.5]);
});

describe("classification, by hand", () => {
  const confusion = confusionMatrix(argmaxRows(scores, 3), labels, 3);
  const result = classificationScores(confusion);

  test("confusion matrix", () => {
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 2],
    ]);
  });
  test("accuracy", () => {
    expect(result.accuracy).toBeCloseTo(4 / 6, 12);
    expect(accuracy(argmaxRows(scores, 3), labels)).toBeCloseTo(4 / 6, 12);
  });
  test.each([
    [0, 1 / 2, 1, 2 / 3, 1],
    [1, 1 / 2, 1 / 2, 1 / 2, 2],
    [2, 1, 2 / 3, 4 / 5, 3],
  ])("class %i", (label, precision, recall, f1, support) => {
    const found = result.perClass[label]!;
    expect(found.precision).toBeCloseTo(precision, 12);
    expect(found.recall).toBeCloseTo(recall, 12);
    expect(found.f1).toBeCloseTo(f1, 12);
    expect(found.support).toBe(support);
  });
  test("macro", () => {
    expect(result.macro.precision).toBeCloseTo(2 / 3, 12);
    expect(result.macro.recall).toBeCloseTo((1 + 1 / 2 + 2 / 3) / 3, 12);
    expect(result.macro.f1).toBeCloseTo((2 / 3 + 1 / 2 + 4 / 5) / 3, 12);
  });
  test("a class that occurs nowhere doesn't count in the means", () => {
    const wider = confusionMatrix([0, 1], [0, 1], 4);
    expect(classificationScores(wider).macro).toEqual({ precision: 1, recall: 1, f1: 1 });
  });
});

test.each([
  [1, 4 / 6],
  [2, 6 / 6],
  [3, 1],
])("top %i", (k, expected) => {
  expect(topKAccuracy(scores, 3, labels, k)).toBeCloseTo(expected, 12);
});

test("equal scores everywhere are not called right", () => {
  expect(topKAccuracy([1, 1, 1], 3, [0], 1)).toBe(0);
  expect(topKAccuracy([Number.NaN, 1, 1], 3, [0], 2)).toBe(0);
});

const predicted = [1, 2, 3, 5];
const values = [1, 3, 3, 4];

test.each([
  ["RMSE", rootMeanSquaredError(predicted, values), Math.sqrt(2 / 4)],
  ["MAE", meanAbsoluteError(predicted, values), 2 / 4],
  // Mean 2.75, spread 4.75.
  ["R²", rSquared(predicted, values), 1 - 2 / 4.75],
  ["R² of two outputs", rSquared([1, 0, 3, 0], [1, 1, 3, -1], 2), (1 + 0) / 2],
  ["R² of the mean", rSquared([2.75, 2.75, 2.75, 2.75], values), 0],
  ["R² of a constant", rSquared([1, 2], [3, 3]), Number.NaN],
])("%s", (_, found, expected) => {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 12);
});

test("R² keeps its digits beside a mean of 1e6", () => {
  const shift = (list: number[]) => list.map((value) => value + 1e6);
  const accumulator = r2Metric.start();
  accumulator.add({ outputs: shift(predicted), width: 1, target: shift(values) });
  expect(accumulator.result()).toBeCloseTo(1 - 2 / 4.75, 9);
});

describe("batches one after the other give what all at once gives", () => {
  const classes = { outputs: scores, width: 3, target: labels };
  const numbers = { outputs: predicted, width: 1, target: values };
  test.each<[Metric<unknown>, typeof classes]>([
    [accuracyMetric, classes],
    [topKMetric(2), classes],
    [confusionMetric, classes],
    [macroMetric("precision"), classes],
    [macroMetric("recall"), classes],
    [macroMetric("f1"), classes],
    [rmseMetric, numbers],
    [maeMetric, numbers],
    [r2Metric, numbers],
  ])("$name", (metric, { outputs, width, target }) => {
    const whole = metric.start();
    whole.add({ outputs, width, target });
    const parts = metric.start();
    for (const [from, to] of [
      [0, 1],
      [1, 1],
      [1, 3],
      [3, target.length],
    ] as const) {
      parts.add({ outputs: outputs.slice(from * width, to * width), width, target: target.slice(from, to) });
    }
    const expected = whole.result();
    if (typeof expected === "number") expect(parts.result()).toBeCloseTo(expected, 12);
    else expect(parts.result()).toEqual(expected);
  });
});

test.each([
  ["accuracy of different lengths", () => accuracy([1], [1, 2]), /1 predictions for 2 true values/],
  ["a label outside the classes", () => confusionMatrix([0], [3], 3), /from 0 to 2, found 3/],
  ["a prediction outside the classes", () => confusionMatrix([-1], [0], 3), /predicted as -1/],
  ["top 0", () => topKAccuracy([1], 1, [0], 0), /k is a whole number from 1, not 0/],
  ["scores that don't fill the rows", () => topKAccuracy([1], 2, [0], 1), /1 rows of 2 scores, got 1/],
])("%s is refused", (_, call, message) => {
  expect(call).toThrowError(message);
});
