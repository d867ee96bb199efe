import { expect, test } from "vitest";
import { mixedError, relativeError, Worst } from "./testing.js";
import fixture from "./vonMises.fixture.json" with { type: "json" };
import { vonMisesCdf } from "./vonMises.js";

test("the lower tail and its derivatives in the concentration are mpmath's", () => {
  const worst = new Worst();
  for (const [angle, concentration, value, first, second] of fixture.rows as number[][] as [
    number,
    number,
    number,
    number,
    number,
  ][]) {
    worst.see(relativeError(vonMisesCdf(-angle, concentration), value) / 2e-14, angle, concentration);
    worst.see(relativeError(vonMisesCdf(-angle, concentration, 1), first) / 2e-14, 1, angle, concentration);
    worst.see(relativeError(vonMisesCdf(-angle, concentration, 2), second) / 2e-13, 2, angle, concentration);
    // The upper tail is the other angle's.
    worst.see(
      mixedError(vonMisesCdf(angle, concentration), 1 - value) / 1e-15,
      "upper",
      angle,
      concentration,
    );
    expect(vonMisesCdf(angle, concentration, 1)).toBe(-vonMisesCdf(-angle, concentration, 1));
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("edges", () => {
  for (const concentration of [0, 1, 1e6]) {
    expect(vonMisesCdf(0, concentration)).toBe(0.5);
    expect(vonMisesCdf(0, concentration, 1)).toBe(0);
    expect(vonMisesCdf(-Math.PI, concentration)).toBe(0);
    expect(vonMisesCdf(Math.PI, concentration)).toBe(1);
    expect(vonMisesCdf(4, concentration, 1)).toBe(0);
  }
  // Uniform without concentration.
  expect(vonMisesCdf(1, 0)).toBeCloseTo(0.5 + 1 / (2 * Math.PI), 15);
  expect(vonMisesCdf(1, -1)).toBeNaN();
  expect(vonMisesCdf(Number.NaN, 1)).toBeNaN();
});
