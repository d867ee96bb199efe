import { allOf } from "@mebae/data";
import { Generator } from "@mebae/tensor";
import { accuracy, argmaxRows, type Learner, rSquared } from "@mebae/training";
import { describe, expect, test } from "vitest";
import { plainExamples, taught } from "../testing/plainExamples.js";
import { classicalLearners } from "./classicalLearners.js";
import { gradientBoosting } from "./gradientBoosting.js";
import { logisticRegression } from "./logisticRegression.js";
import { majorityClass } from "./majorityClass.js";
import { meanValue } from "./meanValue.js";
import { nearestNeighbours } from "./nearestNeighbours.js";
import { randomForest } from "./randomForest.js";
import { ridgeRegression } from "./ridgeRegression.js";
import { supportVectorMachine } from "./supportVectorMachine.js";

/** Three clouds about the corners of a triangle. */
function clouds(count: number, seed: number, classes = 3) {
  const generator = new Generator(seed);
  const y = Int32Array.from({ length: count }, (_, i) => i % classes);
  const x = Array.from(y).flatMap((c) => [
    generator.normal(3 * Math.cos(2 * c), 1),
    generator.normal(3 * Math.sin(2 * c), 1),
  ]);
  return plainExamples({ name: "clouds", columns: 2, x, y, classes });
}

/** y = 3·sin(2a) + b with a little noise. */
function wave(count: number, seed: number, unit = 1) {
  const generator = new Generator(seed);
  const x = Array.from({ length: 2 * count }, () => generator.uniform(-2, 2));
  const y = Float64Array.from(
    { length: count },
    (_, i) => unit * (3 * Math.sin(2 * x[2 * i]!) + x[2 * i + 1]! + generator.normal(0, 0.2)),
  );
  return plainExamples({ name: "wave", columns: 2, x, y });
}

const [train, held] = [clouds(90, 1), clouds(300, 2)];
const named = (learners: readonly Learner[]) => learners.map((learner) => [learner.name, learner] as const);

describe.each(named(classicalLearners(train)))("%s of classes", (name, learner) => {
  test("gives probabilities, the same for the same seed", async () => {
    const first = await taught(learner, train, held, 5);
    expect(first).toEqual(await taught(learner, train, held, 5));
    for (let i = 0; i < held.length; i++) {
      const row = first.subarray(3 * i, 3 * i + 3);
      expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(row[0]! + row[1]! + row[2]!).toBeCloseTo(1, 5);
    }
    const right = accuracy(argmaxRows(first, 3), held.expected);
    if (name === "majority class") expect(right).toBeCloseTo(1 / 3, 2);
    else expect(right).toBeGreaterThan(0.9);
  });

  test("gives a class without training rows the probability 0", async () => {
    const { length, expected } = train;
    const rows = Int32Array.from({ length }, (_, i) => i).filter((i) => expected[i] !== 1);
    const fitted = await learner.fit(train, { rows, seed: 0 });
    const found = await fitted.predict(fitted.prepared.examples(rows));
    expect(rows.every((_, i) => found[3 * i + 1] === 0)).toBe(true);
    expect(found[0]! + found[2]!).toBeCloseTo(1, 5);
  });

  test("stops where it is told to", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    controller.abort(reason);
    const options = { rows: allOf(train), seed: 0, signal: controller.signal };
    await expect(learner.fit(train, options)).rejects.toMatchObject({ code: "aborted", cause: reason });
  });

  test("refuses numbers", async () => {
    const learning = taught(learner, wave(20, 1), wave(20, 1));
    if (learner.name.match(/neighbours|forest|boosting/)) await expect(learning).resolves.toHaveLength(20);
    else await expect(learning).rejects.toThrow(`${name}: expected examples of classes, got numbers of wave`);
  });

  test("refuses too little to learn from", async () => {
    const one = learner.fit(train, { rows: [0], seed: 0 });
    const alike = learner.fit(train, { rows: [0, 3, 6], seed: 0 });
    if (name === "majority class") {
      await expect(one).resolves.toBeDefined();
      await expect(alike).resolves.toBeDefined();
    } else {
      await expect(one).rejects.toThrow(`${name}: expected 2 training rows or more, found 1 in clouds`);
      await expect(alike).rejects.toThrow(
        `${name}: expected rows of two classes or more, found "a" in all 3 training rows of clouds`,
      );
    }
  });

  test("refuses other features", async () => {
    const fitted = await learner.fit(train, { rows: allOf(train), seed: 0 });
    const narrow = plainExamples({ name: "narrow", columns: 1, x: [1, 2], y: [0, 1], classes: 3 });
    await expect(fitted.predict(narrow.prepare([]).examples([0, 1]))).rejects.toThrow(
      `${name}: expected 2 features as in training, narrow has 1`,
    );
  });
});

describe.each(named(classicalLearners(wave(2, 1))))("%s of numbers", (name, learner) => {
  test.each([1, 1e-9, 1e9])("fits a wave in the unit %s", async (unit) => {
    const found = await taught(learner, wave(200, 1, unit), wave(200, 2, unit));
    const score = rSquared(found, wave(200, 2, unit).expected);
    if (name === "mean") expect(score).toBeCloseTo(0, 1);
    else expect(score).toBeGreaterThan(name === "ridge regression" ? 0.1 : 0.85);
  });

  test("predicts a constant from a constant", async () => {
    const constant = plainExamples({ columns: 1, x: [1, 2, 3, 4], y: [7, 7, 7, 7] });
    for (const value of await taught(learner, constant, constant)) expect(value).toBeCloseTo(7, 5);
  });
});

describe("laws", () => {
  test("the majority class says the classes' shares", async () => {
    const uneven = plainExamples({ columns: 1, x: [1, 2, 3, 4], y: [0, 2, 2, 2], classes: 3 });
    const found = await taught(majorityClass(), uneven, uneven);
    expect([...found.subarray(0, 3)]).toEqual([0.25, 0, 0.75]);
  });

  test("the mean says the mean", async () => {
    const some = plainExamples({ columns: 1, x: [1, 2, 3], y: [1, 2, 6] });
    expect([...(await taught(meanValue(), some, some))]).toEqual([3, 3, 3]);
  });

  test("one neighbour knows its own training rows", async () => {
    const found = await taught(nearestNeighbours({ neighbours: 1 }), train, train);
    expect(accuracy(argmaxRows(found, 3), train.expected)).toBe(1);
  });

  test("neighbours are chosen by leave-one-out: many where the classes are noise, one where they aren't", async () => {
    const generator = new Generator(3);
    const x = Array.from({ length: 100 }, () => generator.normal());
    const noise = plainExamples({ columns: 1, x, y: x.map((_, i) => (i % 4 === 0 ? 1 : 0)), classes: 2 });
    const shares = await taught(nearestNeighbours(), noise, noise);
    expect(new Set(shares).size).toBeGreaterThan(6);
    const clear = await taught(nearestNeighbours(), clouds(30, 4), held);
    expect(new Set(clear).size).toBeLessThanOrEqual(4);
  });

  test("a logistic regression with little penalty separates what can be separated", async () => {
    const line = plainExamples({ columns: 1, x: [-2, -1, 1, 2], y: [0, 0, 1, 1], classes: 2 });
    const firm = await taught(logisticRegression({ penalty: 1e-6 }), line, line);
    const drawn = await taught(logisticRegression({ penalty: 1e6 }), line, line);
    expect(firm[7]).toBeGreaterThan(0.999);
    expect(drawn[7]).toBeCloseTo(0.5, 3);
  });

  test("ridge regression takes columns that repeat each other", async () => {
    const twice = plainExamples({ columns: 2, x: [1, 1, 2, 2, 3, 3], y: [1, 2, 3] });
    expect((await taught(ridgeRegression(), twice, twice))[2]).toBeCloseTo(3, 2);
  });

  test("trees don't care for units and offsets of columns", async () => {
    const x = Array.from(
      { length: 180 },
      (_, at) => train.prepare([]).examples(allOf(train)).features.data[at]!,
    );
    const scaled = plainExamples({
      columns: 2,
      x: x.map((value, at) => (at % 2 === 0 ? 64 * value : value)),
      y: train.expected,
      classes: 3,
    });
    for (const learner of [randomForest({ trees: 20 }), gradientBoosting({ rounds: 10 })])
      expect(await taught(learner, scaled, scaled)).toEqual(await taught(learner, train, train));
  });

  test("other seeds grow other forests", async () => {
    const forest = randomForest({ trees: 20 });
    expect(await taught(forest, train, held, 1)).not.toEqual(await taught(forest, train, held, 2));
  });

  test("more rounds of boosting fit the training rows better", async () => {
    const losses = [];
    for (const rounds of [1, 10, 100]) {
      const found = await taught(gradientBoosting({ rounds }), train, train);
      losses.push(-Array.from(train.expected).reduce((sum, c, i) => sum + Math.log(found[3 * i + c]!), 0));
    }
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(losses[2]).toBeLessThan(0.2 * losses[0]!);
  });

  test("progress grows to its end", async () => {
    const done: number[] = [];
    const onProgress = (share: number) => done.push(share);
    await randomForest({ trees: 10 }).fit(train, { rows: allOf(train), seed: 0, onProgress });
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });

  test("one row a class is enough for support vectors", async () => {
    const few = plainExamples({ columns: 1, x: [0, 1, 2], y: [0, 1, 2], classes: 3 });
    expect([...argmaxRows(await taught(supportVectorMachine(), few, few), 3)]).toEqual([0, 1, 2]);
  });

  test("NaN is refused with its place before anything learns", () => {
    expect(() => plainExamples({ columns: 1, x: [1, NaN], y: [0, 1], classes: 2 })).toThrow(
      "plain, row 2, column 1: expected a finite number, found NaN",
    );
  });
});
