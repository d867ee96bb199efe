import { expect, test } from "vitest";
import fixture from "./beta.fixture.json" with { type: "json" };
import { betaIInverse, logBetaI } from "./beta.js";
import { logBetaIByShapes } from "./betaDerivatives.js";
import { relativeError, Worst } from "./testing.js";

/** Shapes, x or -(1-x), log I, log of its complement, and five derivatives of each: a, b, aa, ab, bb. */
const rows = fixture.rows as number[][];
const orders = [
  [1, 0],
  [0, 1],
  [2, 0],
  [1, 1],
  [0, 2],
] as const;

/** A tail's logarithm l has an error of |l|·2e-16, and where the tail is what is missing from 1, so has the result. */
const allowed = (logTail: number) => 4e-14 + 4e-16 * Math.abs(Math.max(-750, logTail));

function read(row: number[]) {
  const [a, b, point, logI, logJ] = row as [number, number, number, number, number];
  return { a, b, x: point > 0 ? point : 1 + point, y: point > 0 ? 1 - point : -point, logI, logJ, point };
}

test("log I and its complement are mpmath's, relatively", () => {
  const worst = new Worst();
  for (const row of rows) {
    const { a, b, x, y, logI, logJ, point } = read(row);
    worst.see(relativeError(logBetaI(a, b, x, y), logI) / allowed(logJ), "I", a, b, point);
    worst.see(relativeError(logBetaI(b, a, y, x), logJ) / allowed(logI), "J", a, b, point);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("the derivatives in the shapes are mpmath's", () => {
  const worst = new Worst();
  for (const row of rows) {
    const { a, b, x, y, logI, logJ, point } = read(row);
    for (const side of [0, 1]) {
      // Where the other tail itself is subnormal its digits are gone.
      if ((side === 0 ? logJ : logI) < -690 && (side === 0 ? logI : logJ) > -1) continue;
      const expected = row.slice(5 + 5 * side, 10 + 5 * side);
      for (const [k, [orderA, orderB]] of orders.entries()) {
        const actual =
          side === 0
            ? logBetaIByShapes(a, b, x, y, orderA, orderB)
            : logBetaIByShapes(b, a, y, x, orderB, orderA);
        // A second derivative of a logarithm, T_ab/T - T_a T_b/T², may be far smaller than either part, even 0.
        const [first, second] = [expected[k === 4 ? 1 : 0]!, expected[k === 2 ? 0 : 1]!];
        const parts = Math.abs(first * second) + Math.max(Math.abs(first), Math.abs(second));
        const unit = Math.abs(expected[k]!) + (k < 2 ? 0 : 1e-4 * parts);
        worst.see(Math.abs(actual - expected[k]!) / unit, side, k, a, b, point);
      }
    }
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1e-11);
});

test("the inverse goes back to x, as far as p and q determine it", () => {
  const worst = new Worst();
  for (const row of rows) {
    const { a, b, x, y, logI, logJ, point } = read(row);
    if (Math.min(logI, logJ) < -690) continue;
    const inverse = betaIInverse(a, b, Math.exp(logI), Math.exp(logJ));
    // d log I/d log(x/y) by a small step; p is known to half a unit in its last place, and log p to |log p| of them.
    const step = 1e-4;
    const odds = (x / y) * Math.exp(step);
    const side = logI < logJ;
    const moved = side
      ? logBetaI(a, b, odds / (1 + odds), 1 / (1 + odds)) - logI
      : logBetaI(b, a, 1 / (1 + odds), odds / (1 + odds)) - logJ;
    const unit = 1e-14 + (4e-16 * (1 + Math.abs(Math.min(logI, logJ)))) / Math.abs(moved / step);
    const error = point > 0 ? relativeError(inverse.x, x) : relativeError(inverse.y, y);
    worst.see(error / unit, a, b, point);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(1);
});

test("edges", () => {
  expect(logBetaI(2, 3, 0, 1)).toBe(-Infinity);
  expect(logBetaI(2, 3, 1, 0)).toBe(0);
  expect(betaIInverse(2, 3, 0, 1)).toEqual({ x: 0, y: 1 });
  expect(betaIInverse(2, 3, 1, 0)).toEqual({ x: 1, y: 0 });
  for (const [a, b] of [
    [0, 1],
    [1, -1],
    [Number.NaN, 1],
    [1, Infinity],
  ] as const) {
    expect(logBetaI(a, b, 0.5, 0.5)).toBeNaN();
    expect(logBetaIByShapes(a, b, 0.5, 0.5, 1, 0)).toBeNaN();
    expect(betaIInverse(a, b, 0.5, 0.5).x).toBeNaN();
  }
  // Nearly all of the mass nearer to 1 than float64 can say.
  const { x, y } = betaIInverse(1000, 1e-8, 0.3, 0.7);
  expect([x, y < 1e-300]).toEqual([1, true]);
  expect(logBetaIByShapes(2, 3, 1, 0, 1, 0)).toBe(0);
  expect(logBetaIByShapes(2, 3, 0, 1, 1, 0)).toBeNaN();
});
