import { Generator } from "@mebae/tensor";
import { type Learner, type LearnOptions, memoryFiles } from "@mebae/training";
import { describe, expect, test } from "vitest";
import { logisticRegression } from "../baselines/logisticRegression.js";
import { majorityClass } from "../baselines/majorityClass.js";
import { meanValue } from "../baselines/meanValue.js";
import { nearestNeighbours } from "../baselines/nearestNeighbours.js";
import { ridgeRegression } from "../baselines/ridgeRegression.js";
import { plainExamples } from "../testing/plainExamples.js";
import { type CompareProgress, compare } from "./compare.js";
import { correctedInterval } from "./correctedInterval.js";
import { differenceBetween } from "./differences.js";
import { verdictOf } from "./verdict.js";

/** Two clouds of which each coordinate tells a little. */
function clouds(count: number, seed = 1, more: { groups?: number[]; times?: number[] } = {}) {
  return plainExamples({ ...partsOf(count, seed), ...more });
}

function partsOf(count: number, seed = 1) {
  const generator = new Generator(seed);
  const y = Int32Array.from({ length: count }, (_, i) => i % 2);
  const x = Array.from(y).flatMap((c) => [generator.normal(2 * c, 1), generator.normal(c, 1)]);
  return { name: "clouds", columns: 2, x, y, classes: 2 };
}

function line(count: number) {
  const generator = new Generator(4);
  const x = Array.from({ length: count }, () => generator.normal());
  return plainExamples({ name: "line", columns: 1, x, y: x.map((a) => 2 * a + generator.normal(0, 0.5)) });
}

/** Says the first class with the same probability, whatever it sees, and counts what it was asked. */
function stubborn(name: string, probability: number) {
  const asked: LearnOptions[] = [];
  const learner: Learner = {
    name,
    async fit(examples, options) {
      asked.push(options);
      const prepared = examples.prepare(options.rows);
      return {
        prepared,
        predict: async ({ length }) =>
          Float32Array.from({ length: 2 * length }, (_, at) =>
            at % 2 === 0 ? probability : 1 - probability,
          ),
        dispose() {},
      };
    },
  };
  return { learner, asked };
}

test("learners are judged on the same rows that they haven't seen", async () => {
  const [one, other] = [stubborn("one", 0.9), stubborn("other", 0.2)];
  const found = await compare([one.learner, other.learner], clouds(60), { repeats: 2 });
  expect(one.asked.map(({ rows, seed }) => [...Array.from(rows), seed])).toEqual(
    other.asked.map(({ rows, seed }) => [...Array.from(rows), seed]),
  );
  expect(new Set(one.asked.map(({ seed }) => seed)).size).toBe(10);
  expect(found.learners[0]).toMatchObject({ means: { accuracy: 0.5 }, name: "one" });
  expect(found.learners[0]!.folds.accuracy).toHaveLength(10);
  expect(found.learners[0]!.means.logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.1)) / 2, 5);
  expect(found.learners[0]!.predictions).toHaveLength(2);
  expect([...found.learners[1]!.predictions[1]!.subarray(0, 2)]).toEqual([
    Math.fround(0.2),
    Math.fround(0.8),
  ]);
  expect(found.repeats).toBe(2);
});

describe("verdicts", () => {
  test("name who is best, and by how much", async () => {
    const found = await compare([majorityClass(), logisticRegression()], clouds(200));
    expect(found.verdict).toMatchObject({
      kind: "best",
      best: "logistic regression",
      others: [{ name: "majority class", isBehind: true }],
    });
    expect(found.verdict.sentence).toMatch(
      /^logistic regression is best on clouds: accuracy \d\d\.\d %, ahead of majority class by \d\d\.\d points \(95 % \d+\.\d to \d+\.\d\)\.$/,
    );
  });

  test("name who scored best where others are too close to tell", async () => {
    const learners = [nearestNeighbours(), majorityClass(), logisticRegression()];
    const { verdict } = await compare(learners, clouds(100));
    expect(verdict.kind).toBe("ahead");
    const namesOf = (isBehind: boolean) =>
      verdict.others.filter((each) => each.isBehind === isBehind).map(({ name }) => name);
    expect(namesOf(true)).toEqual(["majority class"]);
    expect(verdict.sentence).toContain(`${verdict.best} scored best on clouds: accuracy`);
    expect(verdict.sentence).toContain(`this much data shows no sure difference from ${namesOf(false)[0]}`);
    expect(verdict.sentence).toMatch(/; it is surely ahead of majority class\.$/);
  });

  test("say so where nothing differs", async () => {
    const { verdict } = await compare(
      [stubborn("one", 0.9).learner, stubborn("other", 0.8).learner],
      clouds(40),
    );
    expect(verdict).toMatchObject({
      kind: "undecided",
      best: "one",
      others: [{ name: "other", isBehind: false }],
    });
    expect(verdict.sentence).toBe(
      "one scored best on clouds: accuracy 50.0 %, ahead of other by 0.0 points (95 % 0.0 to 0.0); this much data shows no sure difference from other.",
    );
  });

  test("are by the metric that was asked for, of which less can be better", async () => {
    const learners = [stubborn("bold", 0.9).learner, stubborn("careful", 0.5).learner];
    const found = await compare(learners, clouds(40), { metric: "logLoss" });
    expect(found.verdict.best).toBe("careful");
    expect(found.differences[0]!.difference).toBeLessThan(0);
    expect(found.verdict.sentence).toContain(
      "careful is best on clouds: log loss 0.693, ahead of bold by 0.511",
    );
  });

  test("of numbers are by R²", async () => {
    const found = await compare([meanValue(), ridgeRegression()], line(100));
    expect(found.metric).toBe("r2");
    expect(found.verdict.best).toBe("ridge regression");
    expect(found.learners[1]!.means.r2).toBeGreaterThan(0.9);
    expect(found.learners[1]!.means.rmse).toBeCloseTo(0.5, 0);
    expect(found.differences[0]!.mcNemar).toBeUndefined();
  });
});

describe("the sentence of a verdict", () => {
  /** Learners by their scores in ten folds. */
  const verdict = (scores: Record<string, number[]>, asked?: string) => {
    const learners = Object.entries(scores).map(([name, accuracy]) => ({
      ...{ name, folds: { accuracy }, predictions: [], seconds: 0 },
      means: { accuracy: accuracy.reduce((sum, score) => sum + score, 0) / accuracy.length },
    }));
    const differences = learners.flatMap((first, a) =>
      learners.slice(a + 1).map((second) => ({
        ...{ first: first.name, second: second.name },
        ...correctedInterval(
          first.folds.accuracy.map((score, i) => score - second.folds.accuracy[i]!),
          0.25,
        ),
      })),
    );
    return verdictOf(learners, differences, { examples: "glass", metric: "accuracy", level: 0.95, asked });
  };
  const forest = [0.78, 0.84, 0.8, 0.82, 0.79, 0.81, 0.83, 0.77, 0.8, 0.84];
  const less = (by: number[]) => forest.map((score, i) => score - by[i % by.length]!);

  test("lists whom the best is surely ahead of", () => {
    const { sentence } = verdict({ net: less([0.06, 0.08]), forest, linear: less([0.15, 0.17]) });
    expect(sentence).toBe(
      "forest is best on glass: accuracy 80.8 %, ahead of net by 7.0 points (95 % 5.6 to 8.4), and surely ahead of linear.",
    );
  });

  test("says how far the best is ahead of the learner that the question is about", () => {
    const linear = less([0.15, 0.17]);
    expect(verdict({ net: linear, forest, trees: less([0.06, 0.08]) }, "net").sentence).toBe(
      "forest is best on glass: accuracy 80.8 %, ahead of trees by 7.0 points (95 % 5.6 to 8.4) and of net by 16.0 points (95 % 14.6 to 17.4).",
    );
    const near = less([0.11, -0.09]);
    const { sentence } = verdict({ net: less([0.13, -0.09]), forest, trees: near, linear }, "net");
    expect(sentence).toMatch(
      /ahead of trees by 1\.0 points \(95 % .*\) and of net by 2\.0 points \(95 % .*\); this much data shows no sure difference from trees and net; it is surely ahead of linear\.$/,
    );
    const first = { forest, trees: near };
    expect(verdict(first, "forest")).toEqual(verdict(first));
  });

  test("doesn't let one comparison of many look decided", () => {
    const close = less([0, 0.05, 0.01, 0.04, 0.02, 0.03, 0.06, 0.01, 0.03, 0.05]);
    const alone = verdict({ forest, net: close });
    expect(alone.others[0]!.difference.pValue).toBeLessThan(0.05);
    expect(alone.kind).toBe("best");
    const many = verdict({ forest, net: close, second: close, third: close });
    expect(many.sentence).toMatch(/; among 3 comparisons that can be chance \(p = 0\.\d+ by Holm\);/);
  });
});

test("a difference turns round with its ends", async () => {
  const { differences } = await compare([majorityClass(), logisticRegression()], clouds(60));
  const [given, turned] = [
    differenceBetween(differences, "majority class", "logistic regression"),
    differenceBetween(differences, "logistic regression", "majority class"),
  ];
  expect(turned.difference).toBe(-given.difference);
  expect([turned.low, turned.high]).toEqual([-given.high, -given.low]);
  expect(turned.mcNemar!.onlyFirst).toBe(given.mcNemar!.onlySecond);
  expect(turned.pValue).toBe(given.pValue);
});

describe("folds", () => {
  test("keep groups together", async () => {
    const groups = Array.from({ length: 60 }, (_, i) => Math.floor(i / 6));
    const { learner, asked } = stubborn("one", 0.9);
    await compare([learner, majorityClass()], clouds(60, 1, { groups }));
    for (const { rows } of asked) {
      const train = new Set(Array.from(rows, (row) => groups[row]));
      const test = groups.filter((_, i) => !Array.from(rows).includes(i));
      expect(test.some((group) => train.has(group))).toBe(false);
    }
  });

  test("of times aren't repeated, since they would be the same, and leave the earliest unjudged", async () => {
    const times = Array.from({ length: 60 }, (_, i) => i);
    const found = await compare([majorityClass(), logisticRegression()], clouds(60, 1, { times }), {
      repeats: 3,
    });
    expect(found.repeats).toBe(1);
    expect(found.learners[0]!.folds.accuracy).toHaveLength(5);
    expect(found.learners[0]!.predictions[0]![0]).toBeNaN();
    const { onlyFirst, onlySecond } = found.differences[0]!.mcNemar!;
    expect(onlyFirst + onlySecond).toBeLessThanOrEqual(50);
  });
});

describe("a comparison that was stopped", () => {
  test("goes on where it was, to the same end", async () => {
    const [examples, whole] = [clouds(60), [stubborn("a", 0.9).learner, logisticRegression()]];
    const expected = await compare(whole, examples);
    const files = memoryFiles();
    const controller = new AbortController();
    const first = stubborn("a", 0.9);
    const onProgress = ({ done }: CompareProgress) => done >= 0.5 && controller.abort();
    await expect(
      compare([first.learner, logisticRegression()], examples, {
        ...{ store: files, signal: controller.signal, onProgress },
      }),
    ).rejects.toMatchObject({ code: "aborted" });
    expect(first.asked).toHaveLength(3);
    const again = stubborn("a", 0.9);
    const found = await compare([again.learner, logisticRegression()], examples, { store: files });
    expect(again.asked).toHaveLength(2);
    const scores = ({ learners }: typeof found) =>
      learners.map(({ folds, predictions }) => [folds, predictions]);
    expect(scores(found)).toEqual(scores(expected));
    expect(found.verdict).toEqual(expected.verdict);
  });

  test("takes nothing that is of other data, another seed, or damaged", async () => {
    const files = memoryFiles();
    const asks = async (examples: ReturnType<typeof clouds>, seed: number) => {
      const { learner, asked } = stubborn("a", 0.9);
      await compare([learner, majorityClass()], examples, { store: files, seed });
      return asked.length;
    };
    expect(await asks(clouds(60), 0)).toBe(5);
    expect(await asks(clouds(60), 0)).toBe(0);
    expect(await asks(clouds(60), 1)).toBe(5);
    expect(await asks(clouds(62), 1)).toBe(5);
    const seenOtherwise = plainExamples({ ...partsOf(62), x: partsOf(62).x.map((value) => value + 1) });
    expect(await asks(seenOtherwise, 1)).toBe(5);
    expect(await asks(clouds(62), 1)).toBe(5);
    for (const name of files.files.keys()) files.files.set(name, new Uint8Array([123, 1]));
    expect(await asks(clouds(62), 1)).toBe(5);
  });
});

describe("a learner with options", () => {
  test("takes what was kept of the same ones only, beside which others are kept", async () => {
    const files = memoryFiles();
    const scoresOf = async (neighbours: number, store = files) => {
      const learners = [nearestNeighbours({ neighbours }), majorityClass()];
      return (await compare(learners, clouds(60), { store })).learners[0]!.predictions;
    };
    const [one, nine] = [await scoresOf(1), await scoresOf(9)];
    expect(nine).toEqual(await scoresOf(9, memoryFiles()));
    const kept = files.files.size;
    expect(await scoresOf(1)).toEqual(one);
    expect(await scoresOf(9)).toEqual(nine);
    expect(one).not.toEqual(nine);
    expect(files.files.size).toBe(kept);
  });

  test("goes on within a fold, with files that no other fold sees, and counts the time of both attempts", async () => {
    const files = memoryFiles();
    const controller = new AbortController();
    const begun: (number | undefined)[] = [];
    const pausing: Learner = {
      ...stubborn("pausing", 0.9).learner,
      settings: "slow",
      async fit(examples, options) {
        const before = await options.checkpoint!.read("part");
        begun.push(before?.[0]);
        await options.checkpoint!.write("part", Uint8Array.of(begun.length));
        if (begun.length === 2) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          controller.abort();
          options.signal?.throwIfAborted();
        }
        expect(options.resume).toBe(true);
        return stubborn("pausing", 0.9).learner.fit(examples, options);
      },
    };
    const run = (signal?: AbortSignal) =>
      compare([pausing, majorityClass()], clouds(60), { store: files, ...(signal && { signal }) });
    await expect(run(controller.signal)).rejects.toThrow("aborted");
    const parts = () => [...files.files.keys()].filter((name) => /-part$|-pause\.json$/.test(name));
    expect(parts()).toHaveLength(2);
    const { learners } = await run();
    // Checkpoints go away as soon as their folds are kept.
    expect(parts()).toEqual([]);
    expect(begun).toEqual([undefined, undefined, 2, undefined, undefined, undefined]);
    expect(learners[0]!.seconds).toBeGreaterThan(0.05);
  });
});

test("progress tells learner, fold and share", async () => {
  const told: CompareProgress[] = [];
  const onProgress = (each: CompareProgress) => told.push(each);
  await compare([majorityClass(), nearestNeighbours()], clouds(40), { folds: 2, onProgress });
  expect(told.at(-1)).toEqual({ learner: "nearest neighbours", repeat: 1, fold: 2, done: 1 });
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
});

test.each([
  [[majorityClass()], {}, "compare: expected two learners or more, got 1"],
  [
    [majorityClass(), nearestNeighbours()],
    { asked: "network" },
    'asked for "network", but the learners are majority',
  ],
  [[majorityClass(), majorityClass()], {}, 'compare: two learners are named "majority class"'],
  [[majorityClass(), nearestNeighbours()], { repeats: 0 }, "repeats is a whole number from 1 on, not 0"],
  [[majorityClass(), nearestNeighbours()], { level: 95 }, "level is between 0 and 1, such as 0.95, not 95"],
  [
    [majorityClass(), nearestNeighbours()],
    { metric: "rmse" as const },
    'expected the metric accuracy or logLoss for classification, got "rmse"',
  ],
  [[majorityClass(), nearestNeighbours()], { folds: 1 }, "expected from 2 folds"],
])("what can't be compared is refused (%#)", async (learners, options, message) => {
  await expect(compare(learners, clouds(40), options)).rejects.toThrow(message);
});

test("intervals hold the difference that new training data would show", async () => {
  // Differences of learners on 32 rows, by many training sets and test rows.
  const learners = [1, 9].map((k) => ({ ...nearestNeighbours({ neighbours: k }), name: `${k} nearest` }));
  const big = clouds(4000, 99);
  let truth = 0;
  for (let i = 0; i < 60; i++) {
    const rows = Int32Array.from({ length: 32 }, (_, t) => 32 * i + t);
    const tested = Int32Array.from({ length: 400 }, (_, t) => 3000 + t);
    const right = await Promise.all(
      learners.map(async (learner) => {
        const fitted = await learner.fit(big, { rows, seed: 0 });
        const found = await fitted.predict(fitted.prepared.examples(tested));
        return tested.filter((row, t) => found[2 * t + 1]! > 0.5 === (big.expected[row] === 1)).length / 400;
      }),
    );
    truth += (right[0]! - right[1]!) / 60;
  }
  let held = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { differences } = await compare(learners, clouds(40, 1000 + seed), { seed });
    if (differences[0]!.low <= truth && truth <= differences[0]!.high) held++;
  }
  // Of 60 with probability 0.95 each, 50 or more with probability 0.9995.
  expect(held).toBeGreaterThanOrEqual(50);
});
