import { Generator } from "@mebae/tensor";
import { type Learner, type LearnOptions, memoryFiles } from "@mebae/training";
import { describe, expect, test } from "vitest";
import { majorityClass } from "../baselines/majorityClass.js";
import { meanValue } from "../baselines/meanValue.js";
import { nearestNeighbours } from "../baselines/nearestNeighbours.js";
import { ridgeRegression } from "../baselines/ridgeRegression.js";
import { plainExamples } from "../testing/plainExamples.js";
import { extrapolate } from "./extrapolate.js";
import { learningCurve } from "./learningCurve.js";
import type { CurveProgress } from "./progress.js";

/** Three clouds in the plane, of which the third is rare. */
function clouds(count: number, more: { groups?: number[]; times?: number[] } = {}) {
  const generator = new Generator(8);
  const y = Int32Array.from({ length: count }, (_, i) => (i % 10 === 9 ? 2 : i % 2));
  const x = Array.from(y).flatMap((c) => [generator.normal(2 * c, 1), generator.normal(-c, 1)]);
  return plainExamples({ name: "clouds", columns: 2, x, y, classes: 3, ...more });
}

function line(count: number) {
  const generator = new Generator(4);
  const x = Array.from({ length: count * 6 }, () => generator.normal());
  const y = Array.from({ length: count }, (_, i) => 2 * x[6 * i]! + x[6 * i + 1]! + generator.normal(0, 0.7));
  return plainExamples({ name: "line", columns: 6, x, y });
}

/** A learner that remembers what it was asked, and may do something first. */
function watched(inner: Learner, before: (asked: number) => void = () => {}) {
  const asked: LearnOptions[] = [];
  const learner: Learner = {
    ...inner,
    async fit(examples, options) {
      asked.push(options);
      before(asked.length);
      return inner.fit(examples, options);
    },
  };
  return { learner, asked };
}

const rowsOf = ({ rows }: LearnOptions) => Array.from(rows);

describe("a curve", () => {
  test("of classes rises from guessing, and can be extrapolated", async () => {
    const examples = clouds(400);
    const curve = await learningCurve(nearestNeighbours(), examples);
    expect(curve.points.map(({ n }) => n)).toEqual([10, 20, 40, 80, 160, 320]);
    expect(curve).toMatchObject({ examples: "clouds", score: "accuracy", finished: true, guessing: 0.5 });
    expect(curve.points.at(-1)!.mean).toBeGreaterThan(curve.points[0]!.mean);
    const { predictions, verdict } = extrapolate(curve.points, curve);
    expect(predictions.map(({ n }) => n)).toEqual([640, 1600, 3200]);
    expect(verdict.sentence).toContain("twice the data would bring about");
  });

  test("of numbers is of R²", async () => {
    const curve = await learningCurve(ridgeRegression(), line(200), { repeats: 2 });
    expect(curve).toMatchObject({ score: "r2", guessing: 0 });
    expect(curve.points.at(-1)!.mean).toBeGreaterThan(0.85);
    const flat = await learningCurve(meanValue(), line(200));
    expect(Math.abs(flat.points.at(-1)!.mean)).toBeLessThan(0.1);
  });

  test("tells means, deviations between repeats and errors", async () => {
    const { points } = await learningCurve(nearestNeighbours(), clouds(100), { sizes: [10, 20, 40, 80] });
    for (const { mean, scores, repeats, standardDeviation, testError, standardError, tested } of points) {
      expect(repeats).toBe(3);
      expect(mean).toBeCloseTo((scores[0]! + scores[1]! + scores[2]!) / 3, 12);
      const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      expect(standardDeviation).toBeCloseTo(Math.sqrt(squares / 2), 12);
      // Three draws of 20 of 100, partly the same.
      expect(tested).toBeGreaterThan(20);
      expect(tested).toBeLessThanOrEqual(60);
      expect(testError).toBeGreaterThan(0.8 * Math.sqrt((mean * (1 - mean)) / tested));
      expect(testError).toBeLessThan(1.2 * Math.sqrt((mean * (1 - mean) + 0.05) / tested));
      expect(standardError).toBeCloseTo(Math.hypot(standardDeviation! / Math.sqrt(3), testError), 12);
    }
    const once = await learningCurve(majorityClass(), clouds(100), { repeats: 1 });
    expect(once.points[0]).not.toHaveProperty("standardDeviation");
  });

  test("has nested subsets of equal shares, judged by the same rows that none learns from", async () => {
    const examples = clouds(200);
    const { learner, asked } = watched(majorityClass());
    await learningCurve(learner, examples, { sizes: [10, 40, 80, 160], repeats: 2 });
    expect(asked).toHaveLength(8);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(8);
    for (const repeat of [asked.slice(0, 4), asked.slice(4)])
      for (const [i, options] of repeat.entries()) {
        const rows = rowsOf(options);
        if (i > 0) expect(rows.slice(0, repeat[i - 1]!.rows.length)).toEqual(rowsOf(repeat[i - 1]!));
        expect(new Set(rows).size).toBe(rows.length);
        const counts = [0, 1, 2].map((c) => rows.filter((row) => examples.labels![row] === c).length);
        // Shares of 0.5, 0.4 and 0.1, to within one example, and one for those that come first.
        for (const [c, share] of [0.5, 0.4, 0.1].entries())
          expect(Math.abs(counts[c]! - share * rows.length)).toBeLessThanOrEqual(1.5);
      }
    expect(rowsOf(asked[0]!)).not.toEqual(rowsOf(asked[4]!));
  });

  test("holds each class from the first subset on, however rare", async () => {
    const y = Int32Array.from({ length: 300 }, (_, i) => (i < 3 ? 1 : 0));
    const examples = plainExamples({ columns: 1, x: y, y, classes: 2 });
    const { learner, asked } = watched(majorityClass());
    await learningCurve(learner, examples, { sizes: [2, 4, 8, 16] });
    for (const options of asked) expect(new Set(rowsOf(options).map((row) => y[row])).size).toBe(2);
  });

  test("doesn't split groups between learning and testing, and grows by whole groups", async () => {
    const groups = Array.from({ length: 200 }, (_, i) => Math.floor(i / 10));
    const { learner, asked } = watched(majorityClass());
    const sizes = [20, 40, 80, 160];
    await learningCurve(learner, clouds(200, { groups }), { sizes, repeats: 2 });
    for (const [i, options] of asked.entries())
      expect(new Set(rowsOf(options).map((row) => groups[row])).size).toBe(sizes[i % 4]! / 10);
    const most = new Set(rowsOf(asked[3]!).map((row) => groups[row]));
    expect(most.size).toBe(16);
  });

  test("learns from the past, of which small subsets see all", async () => {
    const times = Array.from({ length: 200 }, (_, i) => i);
    const { learner, asked } = watched(majorityClass());
    await learningCurve(learner, clouds(200, { times }), { sizes: [20, 40, 80, 160], repeats: 2 });
    for (const options of asked) expect(Math.max(...rowsOf(options))).toBeLessThan(160);
    for (const options of [asked[0]!, asked[4]!]) {
      expect(Math.min(...rowsOf(options))).toBeLessThan(60);
      expect(Math.max(...rowsOf(options))).toBeGreaterThan(100);
    }
    expect(rowsOf(asked[0]!)).not.toEqual(rowsOf(asked[4]!));
  });

  test("takes rows that always test, or another share", async () => {
    const test = Array.from({ length: 50 }, (_, i) => 2 * i);
    const { learner, asked } = watched(majorityClass());
    const fixed = await learningCurve(learner, clouds(200), { test, repeats: 2 });
    expect(fixed.points.at(-1)).toMatchObject({ n: 150, tested: 50 });
    for (const options of asked) expect(rowsOf(options).some((row) => test.includes(row))).toBe(false);
    const half = await learningCurve(majorityClass(), clouds(200), { test: 0.5, repeats: 1 });
    expect(half.points.at(-1)).toMatchObject({ n: 100, tested: 100 });
  });

  test("is the same for a seed, and another for another", async () => {
    const [one, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => learningCurve(nearestNeighbours(), clouds(120), { seed })),
    );
    expect(again!.points).toEqual(one!.points);
    expect(other!.points).not.toEqual(one!.points);
  });
});

describe("a curve that is stopped", () => {
  const options = { sizes: [10, 20, 40, 80], repeats: 2 };

  test("returns what is done, and goes on from it to the same end", async () => {
    const store = memoryFiles();
    const controller = new AbortController();
    const stopping = watched(nearestNeighbours(), (asked) => {
      if (asked === 6) controller.abort();
    });
    const stopped = await learningCurve(stopping.learner, clouds(120), {
      ...{ ...options, store },
      signal: controller.signal,
    });
    expect(stopped.finished).toBe(false);
    const done = stopped.points.reduce((sum, { repeats }) => sum + repeats, 0);
    expect(done).toBeGreaterThanOrEqual(5);
    expect(done).toBeLessThan(8);
    const going = watched(nearestNeighbours());
    const resumed = await learningCurve(going.learner, clouds(120), { ...options, store });
    expect(going.asked).toHaveLength(8 - done);
    const whole = await learningCurve(nearestNeighbours(), clouds(120), options);
    expect(resumed.points).toEqual(whole.points);
    expect(resumed.finished).toBe(true);
  });

  test("before anything was done has no points", async () => {
    const curve = await learningCurve(majorityClass(), clouds(120), { signal: AbortSignal.abort() });
    expect(curve).toMatchObject({ points: [], finished: false, seconds: 0 });
  });

  test("takes nothing of other data, seeds or rows, nor what is damaged", async () => {
    const store = memoryFiles();
    await learningCurve(nearestNeighbours(), clouds(120), { ...options, store });
    const asks = async (examples: ReturnType<typeof clouds>, more = {}) => {
      const { learner, asked } = watched(nearestNeighbours());
      await learningCurve(learner, examples, {
        ...options,
        store: memoryFiles(Object.fromEntries(store.files)),
        ...more,
      });
      return asked.length;
    };
    expect(await asks(clouds(120))).toBe(0);
    expect(await asks(clouds(130))).toBe(8);
    expect(await asks(clouds(120), { seed: 1 })).toBe(8);
    expect(await asks(clouds(120), { test: 0.3 })).toBe(8);
    const { learner, asked } = watched(nearestNeighbours({ neighbours: 1 }));
    await learningCurve(learner, clouds(120), { ...options, store });
    expect(asked).toHaveLength(8);
    const name = [...store.files.keys()][0]!;
    store.files.set(name, store.files.get(name)!.subarray(0, 20));
    expect(await asks(clouds(120))).toBe(1);
  });
});

test("progress goes from 0 to 1 by the rows learned from, with a rate and the time left", async () => {
  const told: CurveProgress[] = [];
  const sizes = [10, 20, 30, 40];
  const inner = majorityClass();
  const telling: Learner = {
    name: "telling",
    fit(examples, options) {
      options.onProgress?.(0.5);
      return inner.fit(examples, options);
    },
  };
  await learningCurve(telling, clouds(100), { sizes, repeats: 2, onProgress: (p) => told.push(p) });
  expect(told[0]).toMatchObject({ size: 10, repeat: 1, done: 0 });
  expect(told.at(-1)).toMatchObject({ size: 40, repeat: 2, done: 1, secondsLeft: 0 });
  for (const [i, { done, rate }] of told.entries()) {
    if (i > 0) expect(done).toBeGreaterThanOrEqual(told[i - 1]!.done);
    expect(rate).toBeGreaterThanOrEqual(0);
  }
  expect(told.some(({ done }) => Math.abs(done - 0.5) < 1e-12)).toBe(true);
  // Half of the second repeat's 40, after the 100 of the first and 10, 20 and 30: 180 of 200.
  expect(told.at(-2)!.done).toBeCloseTo(0.9, 12);
});

describe("refused are", () => {
  const refused = (options: Parameters<typeof learningCurve>[2], examples = clouds(100)) =>
    expect(learningCurve(majorityClass(), examples, options)).rejects;

  test("sizes that show no curve", async () => {
    await refused({ sizes: [10, 20, 40] }).toThrow("expected 4 sizes or more to see a curve, got 3");
    await refused({ sizes: [10, 20, 20, 40] }).toThrow("sizes must grow, but 20 follows 20");
    await refused({ sizes: [10, 20.5, 30, 40] }).toThrow("a whole number from 2 on, not 20.5");
    await refused({ sizes: [10, 20, 40, 81] }).toThrow("the size 81 exceeds the 80 examples");
    await refused({ sizes: [2, 20, 40, 80] }).toThrow("2 examples can't hold each of 3 classes");
    const few = plainExamples({ columns: 1, x: [1, 2, 3, 4], y: [1, 2, 3, 4] });
    await refused({ test: 1 }, few).toThrow("3 examples to learn from are too few for 4 sizes");
  });

  test("subsets that lack a class", async () => {
    // Each group holds one class, and there are three.
    const groups = Array.from({ length: 100 }, (_, i) => (i % 10 === 9 ? 2 : i % 2) + 3 * Math.floor(i / 20));
    await refused({ sizes: [5, 20, 40, 60] }, clouds(100, { groups })).toThrow(
      /no example of class "[abc]" is among the first 5, as groups stay together; begin with a larger size/,
    );
    const times = Array.from({ length: 100 }, (_, i) => (i % 10 === 9 ? 1000 + i : i));
    await refused({ test: 10 }, clouds(100, { times })).toThrow('no example of class "c" is among the first');
  });

  test("other options out of place", async () => {
    await refused({ repeats: 0 }).toThrow("repeats is a whole number from 1 on, not 0");
    await refused({ test: [100] }).toThrow("the test row 100 isn't one of the 100 examples");
    await refused({ test: [] }).toThrow("some rows to learn from and some to test");
  });

  test("learners that predict too little, and tests that can't judge", async () => {
    const short: Learner = {
      name: "short",
      fit: async (examples, { rows }) => ({
        prepared: examples.prepare(rows),
        predict: async () => new Float32Array(1),
        dispose() {},
      }),
    };
    await expect(learningCurve(short, clouds(100))).rejects.toThrow(
      'expected 60 predicted values from "short", got 1',
    );
    const equal = plainExamples({ columns: 1, x: new Float32Array(40), y: new Float32Array(40).fill(3) });
    await expect(learningCurve(meanValue(), equal)).rejects.toThrow("are their numbers all equal?");
  });

  test("what a learner throws goes through", async () => {
    const broken: Learner = { name: "broken", fit: () => Promise.reject(new Error("no convergence")) };
    await expect(learningCurve(broken, clouds(100))).rejects.toThrow("no convergence");
  });
});
