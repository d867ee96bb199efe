import { expect, test } from "vitest";
import fixture from "./gamma.fixture.json" with { type: "json" };
import { gammaPInverse, gammaPInverseOfLogs, gammaPQ, logGammaP, logGammaQ } from "./gamma.js";
import { logGammaPByShape, logGammaQByShape } from "./gammaDerivatives.js";
import { relativeError, Worst } from "./testing.js";

const rows = fixture.rows as [number, number, number, number, number, number, number, number][];

/** A tail's logarithm l has an error of |l|·2e-16, and where the tail is what is missing from 1, so has the result. */
const allowed = (logTail: number) => 4e-14 + 4e-16 * Math.abs(Math.max(-750, logTail));

test("log P and log Q are mpmath's, relatively, wherever float64 holds them", () => {
  const worst = new Worst();
  for (const [a, x, logP, logQ] of rows) {
    worst.see(relativeError(logGammaP(a, x), logP) / allowed(logQ), "P", a, x);
    worst.see(relativeError(logGammaQ(a, x), logQ) / allowed(logP), "Q", a, x);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("their derivatives in the shape are mpmath's", () => {
  const worst = new Worst();
  for (const [a, x, logP, logQ, p1, q1, p2, q2] of rows) {
    // Where the other tail itself is subnormal its digits are gone.
    const seen = (actual: number, expected: number, logOther: number, name: string) => {
      if (logOther > -690) worst.see(relativeError(actual, expected) / allowed(logOther), name, a, x);
    };
    seen(logGammaPByShape(a, x, 1), p1, logQ, "∂P");
    seen(logGammaQByShape(a, x, 1), q1, logP, "∂Q");
    seen(logGammaPByShape(a, x, 2), p2, logQ, "∂²P");
    seen(logGammaQByShape(a, x, 2), q2, logP, "∂²Q");
    if (logP < -750) {
      worst.see(relativeError(logGammaPByShape(a, x, 1), p1) / 1e-13, "∂P", a, x);
      worst.see(relativeError(logGammaPByShape(a, x, 2), p2) / 1e-13, "∂²P", a, x);
    }
    if (logQ < -750) {
      worst.see(relativeError(logGammaQByShape(a, x, 1), q1) / 1e-13, "∂Q", a, x);
      worst.see(relativeError(logGammaQByShape(a, x, 2), q2) / 1e-13, "∂²Q", a, x);
    }
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("the inverse goes back to x, as far as log P or log Q determine it", () => {
  const worst = new Worst();
  for (const [a, x, logP, logQ] of rows) {
    // dx/x = d log P / (d log P/d log x), and log P is known to half a unit in its last place.
    const side = Math.min(logP, logQ);
    const slope = Math.exp(a * Math.log(x) - x - logGammaFunction(a) - side);
    const unit = 4e-15 * (1 + Math.abs(Math.log(x))) + (4e-16 * Math.abs(side)) / slope;
    worst.see(relativeError(gammaPInverseOfLogs(a, logP, logQ), x) / unit, a, x);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

/** log Γ by one of the functions under test: x^a e^-x/Γ(a+1) is what P becomes for x → 0. */
function logGammaFunction(a: number): number {
  const x = 1e-290;
  return a * Math.log(x) - logGammaP(a, x) - Math.log(a);
}

test("P, Q and the inverse of either agree", () => {
  for (const a of [1e-3, 0.4, 1, 6, 30, 1e5])
    for (const p of [1e-300, 1e-10, 0.2, 0.5, 0.9]) {
      for (const [lower, upper] of [
        [p, 1 - p],
        [1 - p, p],
      ] as const) {
        const x = gammaPInverse(a, lower, upper);
        if (x < 1e-300) continue;
        const { p: p2, q: q2 } = gammaPQ(a, x);
        // Half a unit in x's last place changes a far tail of a large shape by up to √a times more.
        const unit = 3e-13 * Math.max(1, Math.sqrt(a) / 30);
        expect(relativeError(p2, lower)).toBeLessThan(unit);
        expect(relativeError(q2, upper)).toBeLessThan(unit);
        expect(Math.exp(logGammaP(a, x))).toBeCloseTo(p2, 14);
      }
    }
});

test("edges", () => {
  expect(logGammaP(2, 0)).toBe(-Infinity);
  expect(logGammaQ(2, 0)).toBe(0);
  expect(logGammaP(2, Infinity)).toBe(0);
  expect(logGammaQ(2, Infinity)).toBe(-Infinity);
  expect(gammaPQ(2, 0)).toEqual({ p: 0, q: 1 });
  expect(gammaPQ(2, Infinity)).toEqual({ p: 1, q: 0 });
  expect(gammaPInverse(2, 0, 1)).toBe(0);
  expect(gammaPInverse(2, 1, 0)).toBe(Infinity);
  for (const a of [0, -1, Number.NaN, Infinity]) {
    expect(logGammaP(a, 1)).toBeNaN();
    expect(logGammaQByShape(a, 1, 1)).toBeNaN();
    expect(gammaPInverse(a, 0.5, 0.5)).toBeNaN();
  }
  expect(gammaPInverse(1, 1.5, -0.5)).toBeNaN();
  expect(logGammaP(1, Number.NaN)).toBeNaN();
});
