import { Generator } from "@mebae/tensor";
import { accuracy, argmaxRows, type Learner, rSquared } from "@mebae/training";
import { describe, expect, test } from "vitest";
import { plainExamples, taught } from "../testing/plainExamples.js";
import reference from "./baselines.fixture.json" with { type: "json" };
import { rbfKernel, scaledGamma } from "./kernel/gram.js";
import { decisions, pairMachines } from "./kernel/pairs.js";
import { logisticRegression } from "./logisticRegression.js";
import type { Matrix } from "./matrix.js";
import { naiveBayes } from "./naiveBayes.js";
import { nearestNeighbours } from "./nearestNeighbours.js";
import { randomForest } from "./randomForest.js";
import { ridgeRegression } from "./ridgeRegression.js";
import type { Steps } from "./steps.js";
import { supportVectorMachine } from "./supportVectorMachine.js";
import { binsOf } from "./trees/bins.js";
import { classPurpose } from "./trees/classPurpose.js";
import { growTree, type Purpose } from "./trees/grow.js";
import { sumPurpose } from "./trees/sumPurpose.js";
import { addTree } from "./trees/tree.js";

// scripts/baselines_fixture.py wrote the references, with scikit-learn 1.6.1.

function farthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  let most = 0;
  for (let i = 0; i < found.length; i++) most = Math.max(most, Math.abs(found[i]! - expected[i]!));
  return most;
}

function matrix(x: readonly number[], columns: number): Matrix {
  return { data: Float64Array.from(x), rows: x.length / columns, columns };
}

function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What one tree of all rows and columns says. */
function treeOf(purpose: Purpose, depth: number, train: Matrix, test: Matrix): Float64Array {
  const rows = Int32Array.from({ length: train.rows }, (_, i) => i);
  const [bins, generator] = [binsOf(train), new Generator(0)];
  const tree = growTree({ bins, rows, purpose, tried: train.columns, depth, generator });
  const out = new Float64Array(test.rows * purpose.width);
  addTree(tree, test, 1, out);
  return out;
}

const ones = new Float64Array(200).fill(1);

describe.each(["two", "four"] as const)("%s classes, as scikit-learn", (name) => {
  const { columns, classes, train, test: held, ...expected } = reference[name];
  const examples = plainExamples({ columns, classes, ...train });
  const others = plainExamples({ columns, classes, ...held });
  const probabilities = (learner: Learner, seed = 0) => taught(learner, examples, others, seed);

  test("logistic regression", async () => {
    expect(farthest(await probabilities(logisticRegression()), expected.logisticRegression)).toBeLessThan(
      2e-3,
    );
  });

  test("three nearest neighbours", async () => {
    const found = await probabilities(nearestNeighbours({ neighbours: 3 }));
    expect(farthest(found, expected.nearestNeighbours3)).toBeLessThan(1e-6);
  });

  test("naive Bayes", async () => {
    expect(farthest(await probabilities(naiveBayes()), expected.naiveBayes)).toBeLessThan(1e-5);
  });

  test("support vectors", () => {
    const [x, tested] = [matrix(train.x, columns), matrix(held.x, columns)];
    const gamma = scaledGamma(x);
    const kernel = { values: finished(rbfKernel(x, x, gamma)), side: x.rows };
    const rows = Int32Array.from(train.y.keys());
    const machines = finished(pairMachines(kernel, rows, { labels: Int32Array.from(train.y), classes }, 1));
    const between = finished(rbfKernel(tested, x, gamma));
    const found = held.y.flatMap((_, i) =>
      // Scikit-learn's decision of two classes is positive for the second.
      Array.from(decisions(machines, between.subarray(i * x.rows, (i + 1) * x.rows)), ({ decision }) =>
        classes === 2 ? -decision : decision,
      ),
    );
    // The solver's tolerance is 1e-3 on the slopes.
    expect(farthest(found, expected.supportVectors)).toBeLessThan(5e-3);
  });

  test("probabilities of support vectors decide as their votes do", async () => {
    const labels = argmaxRows(await probabilities(supportVectorMachine()), classes);
    expect(accuracy(labels, expected.supportVectorLabels)).toBeGreaterThanOrEqual(classes === 2 ? 1 : 0.95);
  });

  test("a tree", () => {
    const purpose = classPurpose(Int32Array.from(train.y), ones, classes);
    const found = treeOf(purpose, 3, matrix(train.x, columns), matrix(held.x, columns));
    expect(farthest(found, expected.tree)).toBeLessThan(1e-7);
  });

  test("forests are as accurate", async () => {
    const scores = [];
    for (let seed = 0; seed < 5; seed++)
      scores.push(accuracy(argmaxRows(await probabilities(randomForest(), seed), classes), held.y));
    const [mean, deviation] = expected.forestAccuracy as [number, number];
    const found = scores.reduce((sum, score) => sum + score, 0) / 5;
    // Five standard errors of either mean, and half an example.
    expect(Math.abs(found - mean)).toBeLessThan(5 * deviation * Math.sqrt(1 / 5 + 1 / 10) + 0.5 / 40);
  });
});

describe("numbers, as scikit-learn", () => {
  const { columns, train, test: held, wide, ...expected } = reference.numbers;
  const examples = plainExamples({ columns, ...train });
  const others = plainExamples({ columns, ...held });
  const wideExamples = plainExamples({ columns: 30, x: wide.x, y: wide.y });
  const wideOthers = plainExamples({ columns: 30, x: wide.testX, y: wide.testX.slice(0, 5) });

  test("ridge regression of a penalty, and of one chosen by leave-one-out", async () => {
    const given = await taught(ridgeRegression({ penalty: 2 }), examples, others);
    expect(farthest(given, expected.ridge2)).toBeLessThan(1e-4);
    const chosen = await taught(ridgeRegression(), examples, others);
    expect(farthest(chosen, expected.ridgeChosen)).toBeLessThan(1e-4);
  });

  test("ridge regression of more columns than rows", async () => {
    const given = await taught(ridgeRegression({ penalty: 2 }), wideExamples, wideOthers);
    expect(farthest(given, wide.ridge2)).toBeLessThan(1e-5);
    const chosen = await taught(ridgeRegression(), wideExamples, wideOthers);
    expect(farthest(chosen, wide.ridgeChosen)).toBeLessThan(1e-5);
  });

  test("three nearest neighbours", async () => {
    const found = await taught(nearestNeighbours({ neighbours: 3 }), examples, others);
    expect(farthest(found, expected.nearestNeighbours3)).toBeLessThan(1e-5);
  });

  test("a tree", () => {
    const purpose = sumPurpose({ pulls: Float64Array.from(train.y), weights: ones });
    const found = treeOf(purpose, 3, matrix(train.x, columns), matrix(held.x, columns));
    expect(farthest(found, expected.tree)).toBeLessThan(1e-7);
  });

  test("forests are as accurate", async () => {
    const scores = [];
    for (let seed = 0; seed < 3; seed++)
      scores.push(rSquared(await taught(randomForest(), examples, others, seed), held.y));
    const [mean, deviation] = expected.forestR2 as [number, number];
    const found = scores.reduce((sum, score) => sum + score, 0) / 3;
    expect(Math.abs(found - mean)).toBeLessThan(5 * deviation * Math.sqrt(1 / 3 + 1 / 10));
  });
});
