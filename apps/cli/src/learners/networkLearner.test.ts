import { expect, test } from "vitest";
import { shortBudgets } from "./networkLearner.js";

test("a budget that left one network is told, with how few steps and how often", () => {
  const plans = [
    { members: 3, steps: 800 },
    { members: 1, steps: 40 },
    { members: 1, steps: 20 },
  ];
  expect(shortBudgets(plans, 10)).toMatch(/--budget 10 s .* one network of 20 steps in 2 of 3 trainings/);
  expect(shortBudgets(plans.slice(1, 2), 90)).toMatch(/--budget 1 min 30 s .* of 40 steps, where/);
  expect(shortBudgets(plans, 10, true)).toMatch(/in 2 of 3 trainings since --resume, where/);
  expect(shortBudgets(plans.slice(0, 1), 10)).toBeUndefined();
});
