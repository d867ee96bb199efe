import { expect, test } from "vitest";
import { March } from "./march.js";
import type { RegionStep } from "./trustRegion.js";

const one = Float64Array.of(1);

function from(decrement: number, restricted = false): RegionStep {
  return { step: one, length: 1, predicted: 1, decrement, restricted, isFlat: false };
}

function marched(
  count: number,
  length: (i: number) => number,
  decrease: (i: number) => number,
  restricted = false,
) {
  const march = new March();
  for (let i = 0; i < count; i++)
    march.observe(Float64Array.of(length(i)), one, decrease(i), from(0.5, restricted));
  return march;
}

test("steps that grow and lower the value as much each time have no end", () => {
  expect(
    marched(
      60,
      (i) => 2 ** i,
      () => 0.7,
    ).isEndless,
  ).toBe(true);
  expect(
    marched(
      30,
      (i) => 2 ** i,
      () => 0.7,
    ).isEndless,
  ).toBe(false);
});

test("a long valley has one: its steps don't grow, or lower the value less and less", () => {
  expect(
    marched(
      200,
      () => 1,
      () => 1,
    ).isEndless,
  ).toBe(false);
  expect(
    marched(
      200,
      (i) => 1.5 ** i,
      (i) => 0.5 ** i,
    ).isEndless,
  ).toBe(false);
});

test("undiminished Newton steps leave, while the decrement falls steadily or the way is flat", () => {
  const march = marched(
    5,
    () => 1,
    (i) => 0.4 ** i,
  );
  expect(march.isLeaving(0.3, false)).toBe(true);
  expect(march.isLeaving(1e-9, false)).toBe(false);
  expect(march.isLeaving(1e-9, true)).toBe(true);
  expect(
    marched(
      5,
      (i) => 0.5 ** i,
      () => 1,
    ).isLeaving(0.3, false),
  ).toBe(false);
  expect(
    marched(
      5,
      () => 1,
      () => 1,
      true,
    ).isLeaving(0.3, false),
  ).toBe(false);
  expect(
    marched(
      5,
      (i) => (-1) ** i,
      () => 1,
    ).isLeaving(0.3, false),
  ).toBe(false);
});
