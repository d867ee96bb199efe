import { expect, test } from "vitest";
import { niceStep, shown, shownPower, snapped, ticksOf } from "./numbers.js";

test("numbers are short, and small and large ones powers of ten", () => {
  expect([0, 1e-12, 0.5, -12.5, 3.14159265, 1234567, -0.00012, 12345.6].map((x) => shown(x))).toEqual([
    "0",
    "0",
    "0.5",
    "−12.5",
    "3.142",
    "1.23 × 10⁶",
    "−1.20 × 10⁻⁴",
    "12346",
  ]);
  expect([Number.NaN, Infinity, -Infinity].map((x) => shown(x))).toEqual(["–", "∞", "−∞"]);
});

test("a likelihood below the range of float64 is written by its logarithm", () => {
  expect(shownPower(-1000 * Math.LN10 + Math.log(2))).toBe("2.00 × 10⁻¹⁰⁰⁰");
  expect(shownPower(-2 * Math.LN10)).toBe("0.01");
  expect(shownPower(-Infinity)).toBe("0");
  // 9.9999 rounds to the next power.
  expect(shownPower(-300 * Math.LN10 + Math.log(9.9999))).toBe("1.00 × 10⁻²⁹⁹");
});

test("steps and ticks are round", () => {
  expect([0.013, 0.2, 3.1, 51].map(niceStep)).toEqual([0.02, 0.2, 5, 100]);
  expect(ticksOf([-0.35, 1.05], 6)).toEqual([0, 0.5, 1]);
  expect(ticksOf([0.1, 0.4], 3)).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(snapped(0.30000000000000004, 0.1)).toBe(0.3);
});
