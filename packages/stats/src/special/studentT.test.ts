import { expect, test } from "vitest";
import { logNormalCdf, normalQuantile } from "./normal.js";
import fixture from "./studentT.fixture.json" with { type: "json" };
import { logStudentTCdf, logStudentTCdfByDegrees, studentTQuantile } from "./studentT.js";
import { relativeError, Worst } from "./testing.js";

type Row = [number, number, number, number, number, number, number, number];
const rows = fixture.rows as number[][] as Row[];

test("log F on both sides is mpmath's, relatively", () => {
  const worst = new Worst();
  for (const [df, t, lower, upper] of rows) {
    worst.see(relativeError(logStudentTCdf(-t, df), lower) / 3e-15, -t, df);
    worst.see(relativeError(logStudentTCdf(t, df), upper) / (4e-15 + 3e-16 * Math.abs(lower)), t, df);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("its derivatives in the degrees of freedom are mpmath's, to the normal limit", () => {
  const worst = new Worst();
  for (const [df, t, lower, , lower1, lower2, upper1, upper2] of rows) {
    worst.see(relativeError(logStudentTCdfByDegrees(-t, df, 1), lower1) / 1e-12, 1, -t, df);
    worst.see(relativeError(logStudentTCdfByDegrees(-t, df, 2), lower2) / 1e-11, 2, -t, df);
    // Where the other tail is subnormal its digits are gone.
    if (lower < -690) continue;
    worst.see(relativeError(logStudentTCdfByDegrees(t, df, 1), upper1) / 1e-12, 1, t, df);
    worst.see(relativeError(logStudentTCdfByDegrees(t, df, 2), upper2) / 1e-11, 2, t, df);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("the quantile goes back to t, as far as p determines it", () => {
  const worst = new Worst();
  for (const [df, t, lower, upper] of rows) {
    if (lower < -690) continue;
    const p = Math.exp(lower);
    const quantile = studentTQuantile(p, Math.exp(upper), df);
    // d log F/d log t by a small step
    const slope = Math.abs(logStudentTCdf(-t * 1.0001, df) - lower) / 1e-4;
    worst.see(relativeError(quantile, -t) / (1e-14 + (4e-16 * (1 + Math.abs(lower))) / slope), t, df);
    expect(studentTQuantile(Math.exp(upper), p, df)).toBe(-quantile);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("edges, Cauchy's closed form and the normal limit", () => {
  expect(studentTQuantile(0.5, 0.5, 3)).toBeCloseTo(0, 15);
  expect(studentTQuantile(0, 1, 3)).toBe(-Infinity);
  expect(studentTQuantile(1, 0, 3)).toBe(Infinity);
  expect(logStudentTCdf(-Infinity, 3)).toBe(-Infinity);
  expect(logStudentTCdf(Infinity, 3)).toBeCloseTo(0, 15);
  expect(logStudentTCdf(0, 3)).toBeCloseTo(-Math.LN2, 15);
  expect(logStudentTCdf(-1e200, 1)).toBeCloseTo(-200 * Math.LN10 - Math.log(Math.PI), 10);
  expect(relativeError(studentTQuantile(0.3, 0.7, 0.001), -studentTQuantile(0.7, 0.3, 0.001))).toBe(0);
  expect(studentTQuantile(0.2, 0.8, 1)).toBeCloseTo(-1 / Math.tan(0.2 * Math.PI), 14);
  expect(logStudentTCdf(-2, Infinity)).toBe(logNormalCdf(-2));
  expect(studentTQuantile(0.01, 0.99, Infinity)).toBe(normalQuantile(0.01));
  expect(logStudentTCdfByDegrees(-2, Infinity, 1)).toBe(0);
  expect(logStudentTCdfByDegrees(-2, 1e300, 2)).toBe(0);
  // -log(t/√ν) + ½ - 1/ν + ½ (ψ(ν/2+½) - ψ(ν/2))
  expect(logStudentTCdfByDegrees(-1e300, 50, 1)).toBeCloseTo(-300 * Math.LN10 + 0.5 * Math.log(50) + 0.49, 2);
  for (const df of [0, -1, Number.NaN]) {
    expect(logStudentTCdf(1, df)).toBeNaN();
    expect(logStudentTCdfByDegrees(1, df, 1)).toBeNaN();
    expect(studentTQuantile(0.5, 0.5, df)).toBeNaN();
  }
});
