import { expect, test } from "vitest";
import { TimeLeft } from "./timeLeft.js";

/** Two learners on three folds; the first takes 10 s a fold, the second 1 s. */
test("each learner's remaining folds take as long as its longest", () => {
  let now = 0;
  const left = new TimeLeft(["slow", "quick"], 3, () => now);
  const at = (seconds: number, learner: string, done: number) => {
    now = seconds;
    return left.after({ learner, done: done / 6 });
  };
  expect(at(0, "slow", 0)).toBeUndefined();
  // A tenth of the first fold took 1 s: 9 s of it are left, and two more folds.
  expect(at(1, "slow", 0.1)).toBeCloseTo(29, 9);
  expect(at(10, "slow", 1)).toBeCloseTo(20, 9);
  expect(at(11, "quick", 2)).toBeCloseTo(22, 9);
  expect(at(14, "slow", 2.3)).toBeCloseTo(19, 9);
  expect(at(21, "slow", 3)).toBeCloseTo(12, 9);
  expect(at(22, "quick", 4)).toBeCloseTo(11, 9);
  expect(at(32, "slow", 5)).toBeCloseTo(1, 9);
  expect(at(33, "quick", 6)).toBeUndefined();
});

test("folds that an interrupted run kept take no time and don't count", () => {
  let now = 0;
  const left = new TimeLeft(["slow", "quick"], 3, () => now);
  left.after({ learner: "slow", done: 1 / 6 });
  left.after({ learner: "quick", done: 2 / 6 });
  now = 4;
  expect(left.after({ learner: "slow", done: 2.5 / 6 })).toBeCloseTo(4 + 8, 9);
});
