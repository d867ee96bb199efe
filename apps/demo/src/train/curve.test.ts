import { expect, test } from "vitest";
import { Curve } from "./curve.js";

function curveOf(steps: number, loss: (step: number) => number): Curve {
  const curve = new Curve();
  for (let step = 1; step <= steps; step++) curve.add(step, loss(step));
  return curve;
}

test("600 steps are kept as they are; one more, and each two become their mean", () => {
  expect(curveOf(600, (step) => step).values).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
  const { steps, values } = curveOf(601, (step) => step);
  expect(steps).toHaveLength(301);
  expect(steps.slice(0, 2)).toEqual([2, 4]);
  expect(values.slice(0, 2)).toEqual([1.5, 3.5]);
  // The last one has no other yet, and waits for it.
  expect([steps.at(-1), values.at(-1)]).toEqual([601, 601]);
  expect(curveOf(602, (step) => step).values.at(-1)).toBe(601.5);
});

test("any number of steps: each point is the mean of as many, up to the last, and none is left out", () => {
  for (const count of [1201, 4800, 9_999, 100_000]) {
    const { steps, values } = curveOf(count, (step) => step);
    expect(steps.length).toBeLessThanOrEqual(600);
    expect(steps.length).toBeGreaterThan(300);
    expect(steps.at(-1)).toBe(count);
    const widths = steps.map((step, i) => step - (steps[i - 1] ?? 0));
    expect(new Set(widths.slice(0, -1)).size).toBe(1);
    expect(widths.at(-1)).toBeLessThanOrEqual(widths[0]!);
    // Of the losses 1, 2, 3 … the mean of a stretch is its middle.
    values.forEach((value, i) => expect(value).toBe(steps[i]! - (widths[i]! - 1) / 2));
  }
});

test("cut: later points go, a point that reaches beyond goes as a whole, and what comes next joins on", () => {
  const curve = curveOf(1000, (step) => step);
  // Points of two steps each.
  curve.cut(501);
  expect(curve.steps.at(-1)).toBe(500);
  curve.cut(500);
  expect(curve.steps.at(-1)).toBe(500);
  curve.add(501, 0);
  curve.add(502, 1);
  expect(curve.steps.slice(-2)).toEqual([500, 502]);
  expect(curve.values.at(-1)).toBe(0.5);
});

test("cut to nothing: it begins again step by step", () => {
  const curve = curveOf(5000, () => 9);
  curve.cut(0);
  expect([curve.steps, curve.values]).toEqual([[], []]);
  curve.add(1, 3);
  curve.add(2, 5);
  expect([curve.steps, curve.values]).toEqual([
    [1, 2],
    [3, 5],
  ]);
});

test("cut in the middle of a point that is still filling: it isn't mixed with the steps that come instead", () => {
  const curve = curveOf(601, () => 100);
  // The last point holds step 601 alone, with room for one more.
  curve.cut(600);
  curve.add(601, 1);
  curve.add(602, 1);
  expect([curve.steps.at(-1), curve.values.at(-1)]).toEqual([602, 1]);
});
