import type { Comparison } from "@mebae/assess";
import { expect, test } from "vitest";
import { chartedOf } from "./charted.js";

/** Methods by their accuracies, each the same in both folds but for `noise`. */
function comparisonOf(scores: readonly number[], noise: number): Comparison {
  const learners = scores.map((score, i) => ({
    ...{ name: `method ${i}`, seconds: 0, predictions: [], means: { accuracy: score } },
    folds: { accuracy: [score - noise, score + noise] },
  }));
  return {
    metric: "accuracy",
    learners,
    verdict: { best: "method 0", others: learners.slice(1) },
  } as unknown as Comparison;
}

const shown = (scores: readonly number[], noise: number) =>
  chartedOf(comparisonOf(scores, noise)).shown.length;

test("methods below a wide gap are left out, however many they are", () => {
  expect(shown([0.99, 0.98, 0.98, 0.97, 0.74, 0.44], 0.01)).toBe(4);
  expect(shown([0.96, 0.96, 0.95, 0.32], 0.01)).toBe(3);
});

test("gaps as small as the folds' own noise, and few methods, leave all in", () => {
  expect(shown([0.99, 0.99, 0.99, 0.985, 0.98], 0.01)).toBe(5);
  expect(shown([0.99, 0.98, 0.3], 0.01)).toBe(3);
  expect(shown([0.9, 0.8, 0.7, 0.6], 0.01)).toBe(4);
});
