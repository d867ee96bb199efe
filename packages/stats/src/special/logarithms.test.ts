import { expect, test } from "vitest";
import fixture from "./logarithms.fixture.json" with { type: "json" };
import { expm1mx, log1mexp, log1pmx, logDifference, logSum } from "./logarithms.js";
import { relativeError, Worst } from "./testing.js";

test("log(1+x) - x, e^x - 1 - x and log(1 - e^x) are mpmath's", () => {
  const worst = new Worst();
  for (const [x, log, exp] of fixture.rows as [number, number, number][]) {
    worst.see(relativeError(log1pmx(x), log), "log1pmx", x);
    if (x < 100) worst.see(relativeError(expm1mx(x), exp), "expm1mx", x);
  }
  for (const [x, log] of fixture.log1mexp as [number, number][])
    worst.see(relativeError(log1mexp(x), log), "log1mexp", x);
  expect(worst.error, String(worst.where)).toBeLessThan(2e-15);
});

test("sums and differences of logs, and their edges", () => {
  expect(logSum(Math.log(2), Math.log(3))).toBeCloseTo(Math.log(5), 15);
  expect(logSum(-1e5, -1e5)).toBeCloseTo(-1e5 + Math.LN2, 10);
  expect(logSum(-Infinity, -3)).toBe(-3);
  expect(logSum(-Infinity, -Infinity)).toBe(-Infinity);
  expect(logSum(Infinity, 1)).toBe(Infinity);
  expect(logDifference(Math.log(5), Math.log(3))).toBeCloseTo(Math.log(2), 15);
  expect(logDifference(-1e5, -1e5 - 1e-9)).toBeCloseTo(-1e5 + Math.log(1e-9), 1);
  expect(logDifference(2, -Infinity)).toBe(2);
  expect(logDifference(2, 2)).toBe(-Infinity);
  expect(logDifference(1, 2)).toBeNaN();
});
