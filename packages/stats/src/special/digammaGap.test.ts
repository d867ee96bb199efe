import { polygamma } from "@mebae/tensor/scalar";
import { expect, test } from "vitest";
import { digammaGap, logMinusDigammaSlope } from "./digammaGap.js";
import { log1pmx } from "./logarithms.js";
import { logMinusDigamma } from "./stirling.js";
import { relativeError } from "./testing.js";

const shapes = [1e-8, 0.01, 0.7, 3, 8.9, 9.1, 40, 1e4, 1e9, 1e15];

test.each([1, 2, 7, 300])("over %d steps it is Σ 1/(a+j) - log(1 + 1/(a+j))", (n) => {
  for (const a of shapes) {
    let sum = 0;
    let slope = 0;
    for (let j = 0; j < n; j++) {
      const share = 1 / (a + j);
      sum -= a + j < 1e-3 ? Math.log1p(share) - share : log1pmx(share);
      // d(1/y - log(1 + 1/y))/dy = -1/(y²(y+1))
      slope -= (share * share) / (a + j + 1);
    }
    expect(relativeError(digammaGap(a, n), sum), `${a}`).toBeLessThan(2e-14);
    expect(relativeError(digammaGap(a, n, 1), slope), `slope at ${a}`).toBeLessThan(2e-14);
  }
});

test("of halves two make a whole", () => {
  for (const a of shapes) {
    const both = digammaGap(a, 0.5) + digammaGap(a + 0.5, 0.5);
    expect(relativeError(both, digammaGap(a, 1)), `${a}`).toBeLessThan(2e-14);
  }
});

test("the slope of log y - ψ(y)", () => {
  for (const y of [0.3, 2, 8.9]) expect(logMinusDigammaSlope(y)).toBeCloseTo(1 / y - polygamma(1, y), 14);
  for (const y of [9.1, 55, 1e6]) {
    const h = 1e-4 * y;
    const difference = (logMinusDigamma(y + h) - logMinusDigamma(y - h)) / (2 * h);
    expect(relativeError(logMinusDigammaSlope(y), difference)).toBeLessThan(1e-7);
  }
});
