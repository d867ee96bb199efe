import { normalQuantile as reference } from "@mebae/tensor/scalar";
import { expect, test } from "vitest";
import fixture from "./normal.fixture.json" with { type: "json" };
import { erfcx, inverseMillsRatio, logNormalCdf, normalQuantile, normalQuantileOfLog } from "./normal.js";
import { relativeError, Worst } from "./testing.js";

test("log Φ and φ/Φ are mpmath's, relatively, on both sides", () => {
  const worst = new Worst();
  for (const [z, log, ratio] of fixture.cdf as [number, number, number][]) {
    // Subnormal numbers have fewer digits.
    const unit = Math.abs(log) < 1e-300 ? 1e-8 : 2e-15;
    worst.see(relativeError(logNormalCdf(z), log) / unit, "log Φ", z);
    worst.see(relativeError(inverseMillsRatio(z), ratio) / unit, "φ/Φ", z);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("e^(x²) erfc x is mpmath's", () => {
  for (const [x, value] of fixture.erfcx as [number, number][])
    expect(relativeError(erfcx(x), value)).toBeLessThan(1e-15);
  expect(erfcx(-30)).toBe(Infinity);
  expect(erfcx(Infinity)).toBe(0);
});

test("the quantile of a log probability is mpmath's, to -1e10 and to 1 - 1e-300", () => {
  for (const [log, z] of fixture.quantiles as [number, number][]) {
    // About the median z is as uncertain as p is.
    expect(Math.abs(normalQuantileOfLog(log) - z) / Math.max(0.2, Math.abs(z)), `log p ${log}`).toBeLessThan(
      1e-15,
    );
  }
  expect(normalQuantileOfLog(0)).toBe(Infinity);
  expect(normalQuantileOfLog(-Infinity)).toBe(-Infinity);
  expect(normalQuantileOfLog(0.1)).toBeNaN();
});

test("the quantile is that of @mebae/tensor, and takes 1 - p where p is near 1", () => {
  for (let k = 1; k < 400; k++) {
    const p = k / 400;
    expect(normalQuantile(p)).toBeCloseTo(reference(p), 14);
  }
  expect(normalQuantile(1, 1e-30)).toBe(-normalQuantile(1e-30));
  expect(relativeError(normalQuantile(1e-30), reference(1e-30))).toBeLessThan(1e-14);
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(normalQuantile(-0.1)).toBeNaN();
});
