import { expect, test } from "vitest";
import fixture from "./bessel.fixture.json" with { type: "json" };
import {
  besselRatio,
  besselRatioComplement,
  besselRatioDerivative,
  besselRatioInverse,
  logI0,
  logScaledI0,
} from "./bessel.js";
import { relativeError, Worst } from "./testing.js";

const rows = fixture.rows as [number, number, number, number, number][];

test("log I₀, I₁/I₀, its complement and its derivative are mpmath's", () => {
  const worst = new Worst();
  for (const [x, log, ratio, complement, slope] of rows) {
    worst.see(relativeError(logI0(x), log), "log I₀", x);
    worst.see(relativeError(besselRatio(x), ratio), "A", x);
    worst.see(relativeError(besselRatioComplement(x), complement), "1 - A", x);
    worst.see(relativeError(besselRatioDerivative(x), slope), "A'", x);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(2e-15);
});

test("the functions are odd and even, and scaled", () => {
  for (const x of [0.4, 4, 40]) {
    expect(besselRatio(-x)).toBe(-besselRatio(x));
    expect(besselRatioDerivative(-x)).toBe(besselRatioDerivative(x));
    expect(logI0(-x)).toBe(logI0(x));
    expect(logScaledI0(x)).toBeCloseTo(logI0(x) - x, 14);
  }
  expect(logScaledI0(1e10)).toBeCloseTo(-0.5 * Math.log(2e10 * Math.PI), 9);
});

test("the inverse of I₁/I₀ goes back to x", () => {
  const worst = new Worst();
  for (const [x, , ratio, complement] of rows)
    worst.see(relativeError(besselRatioInverse(ratio, complement), x), x);
  for (let k = 0; k < 1000; k++) {
    const r = k / 1000;
    const x = besselRatioInverse(r);
    worst.see(relativeError(besselRatio(x), r), r);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(2e-15);
  expect(besselRatioInverse(0)).toBe(0);
  expect(besselRatioInverse(1)).toBe(Infinity);
  expect(besselRatioInverse(-0.1)).toBeNaN();
  expect(besselRatioInverse(1.1)).toBeNaN();
});
