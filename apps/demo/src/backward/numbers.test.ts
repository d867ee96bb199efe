import { expect, test } from "vitest";
import { isExact, lowered, shown } from "./numbers.js";

test.each([
  [0, "0"],
  [-0, "0"],
  [28, "28"],
  [-20_000, "−20000"],
  [0.1 + 0.2, "0.3"],
  [1 / 3, "0.3333"],
  [-2 / 3, "−0.6667"],
  [12345.678, "12350"],
  [1.25e-7, "1.25·10⁻⁷"],
  [-3e12, "−3·10¹²"],
  [Infinity, "∞"],
  [-Infinity, "−∞"],
  [Number.NaN, "NaN"],
])("%d is shown as %s", (number, text) => {
  expect(shown(number)).toBe(text);
});

test("knows what it leaves out", () => {
  expect([28, -0.5, 1.25e-7, 999_999, 3e12].map(isExact)).toEqual([true, true, true, true, true]);
  expect([1 / 3, 0.1 + 0.2, 1e6 + 1, 1.234e-7, 1e-7 / 3].map(isExact)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("counts places from one", () => {
  expect(lowered(0, 3)).toBe("₁₄");
});
