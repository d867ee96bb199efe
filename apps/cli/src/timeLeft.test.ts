import { expect, test } from "vitest";
import { TimeLeft } from "./timeLeft.js";

const slow = { name: "slow" };
const quick = { name: "quick" };
const frugal = { name: "slow", budgetSeconds: 10 };

/** Seconds left, at a time, of two learners that have three turns each. */
function timeLeftOf(first: { name: string; budgetSeconds?: number }) {
  let now = 0;
  const left = new TimeLeft([first, quick], 3, () => now);
  return (seconds: number, learner: string, turns: number) => {
    now = seconds;
    return left.after({ learner, done: turns / 6 });
  };
}

test("each learner's remaining turns take as long as its longest", () => {
  const at = timeLeftOf(slow);
  expect(at(0, "slow", 0)).toBeUndefined();
  // A tenth of the first turn took 1 s: 9 s of it are left, and two more turns.
  expect(at(1, "slow", 0.1)).toBeCloseTo(29, 9);
  expect(at(10, "slow", 1)).toBeCloseTo(20, 9);
  expect(at(11, "quick", 2)).toBeCloseTo(22, 9);
  expect(at(14, "slow", 2.3)).toBeCloseTo(19, 9);
  expect(at(21, "slow", 3)).toBeCloseTo(12, 9);
  expect(at(22, "quick", 4)).toBeCloseTo(11, 9);
  expect(at(32, "slow", 5)).toBeCloseTo(1, 9);
  expect(at(33, "quick", 6)).toBeUndefined();
});

test("a budget is the first estimate, and a slow beginning doesn't multiply it", () => {
  const at = timeLeftOf(frugal);
  expect(at(0, "slow", 0)).toBeCloseTo(30, 9);
  // A twentieth took 8 s, as what is done once comes first: no three minutes a turn.
  const early = at(8, "slow", 0.05)!;
  expect(early).toBeGreaterThan(30);
  expect(early).toBeLessThan(70);
  expect(at(16, "slow", 0.9)).toBeCloseTo(1.7 + 2 * 17.7, 9);
  // What was measured counts from then on.
  expect(at(17, "slow", 1)).toBeCloseTo(2 * 17, 9);
});

test("turns that an interrupted run kept take no time and don't count", () => {
  const at = timeLeftOf(slow);
  at(0, "slow", 1);
  at(0, "quick", 2);
  expect(at(4, "slow", 2.5)).toBeCloseTo(4 + 8, 9);
  const within = timeLeftOf(frugal);
  within(0, "slow", 1);
  // The kept turn took nothing, which the others won't.
  expect(within(0, "quick", 2)).toBeCloseTo(20, 9);
});
