import { expect, test } from "vitest";
import {
  constantSchedule,
  cosine,
  exponentialDecay,
  oneCycle,
  Plateau,
  type Schedule,
  stepDecay,
  warmUp,
} from "./schedules.js";

test.each<[string, Schedule, [step: number, factor: number][]]>([
  [
    "constant",
    constantSchedule(),
    [
      [0, 1],
      [1e6, 1],
    ],
  ],
  [
    "step decay",
    stepDecay(10, 0.5),
    [
      [9, 1],
      [10, 0.5],
      [25, 0.25],
    ],
  ],
  [
    "exponential decay",
    exponentialDecay(10, 0.25),
    [
      [0, 1],
      [5, 0.5],
      [20, 0.0625],
    ],
  ],
  [
    "cosine",
    cosine(10, 0.2),
    [
      [0, 1],
      [5, 0.6],
      [10, 0.2],
      [99, 0.2],
    ],
  ],
  [
    "warm-up",
    warmUp(4, stepDecay(2, 0.1)),
    [
      [0, 0.25],
      [3, 1],
      [4, 1],
      [6, 0.1],
    ],
  ],
  [
    "one cycle",
    oneCycle(100),
    [
      [0, 0.04],
      [30, 1],
      [65, 0.500002],
      [100, 4e-6],
      [200, 4e-6],
    ],
  ],
])("%s", (_, schedule, points) => {
  for (const [step, factor] of points) expect(schedule(step)).toBeCloseTo(factor, 12);
});

test("a plateau lowers the rate after so many epochs without improvement, and goes on from its state", () => {
  const plateau = new Plateau({ patience: 2, factor: 0.5 });
  expect([3, 2, 2, 2.5, 1, 1].map((metric) => plateau.observe(metric))).toEqual([1, 1, 1, 0.5, 0.5, 0.5]);
  const again = new Plateau({ patience: 2, factor: 0.5 });
  again.load(JSON.parse(JSON.stringify(plateau.state)));
  expect(again.observe(1)).toBe(0.25);
  const started = new Plateau({ patience: 9 });
  for (const metric of [Number.NaN, 5, Number.NaN, 4]) started.observe(metric);
  expect(started.state).toEqual({ factor: 1, best: 4, waited: 0 });
  expect(() => oneCycle(10, 1)).toThrow("oneCycle: expected rise from 0 to below 1, got 1");
  expect(() => cosine(0)).toThrow("cosine: expected a number of steps above 0, got 0");
});
