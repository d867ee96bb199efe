import { expect, test } from "vitest";
import { input } from "./scalar.js";
import { stepsOf } from "./steps.js";

test("a constant and its float32 are one step in float32, and two in float64", () => {
  for (const [type, count] of [
    ["float32", 1],
    ["float64", 2],
  ] as const) {
    const x = input(0, type);
    const { roots } = stepsOf([x.mul(Math.SQRT1_2).node, x.mul(Math.fround(Math.SQRT1_2)).node]);
    expect(new Set(roots).size, type).toBe(count);
  }
});

test("zeros of different signs stay apart", () => {
  const x = input(0, "float32");
  const { roots } = stepsOf([x.div(0).node, x.div(-0).node]);
  expect(roots[0]).not.toBe(roots[1]);
});
