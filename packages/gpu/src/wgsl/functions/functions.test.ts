import {
  cos,
  createReferenceBackend,
  digamma,
  lgamma,
  polygamma,
  sin,
  type Tensor,
  tan,
  tensor,
} from "@mebae/tensor";
import { expect } from "vitest";
import { gpu } from "../../backend.js";
import { gpuTest } from "../../testing/dawn.js";

// The bounds are the largest errors over these points on SwiftShader (the numbers in comments), rounded up: it divides and
// takes roots correctly rounded, where WGSL allows 2.5 ulp.

const reference = createReferenceBackend();

/** The unit in the last place of a float32. */
function ulpOf(value: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - 23);
}

/**
 * The largest error in ulp of float64's value, or of `terms`, where larger terms cancel in it. What is no finite float32
 * must be the same.
 */
async function errorOf(
  f: (x: Tensor) => Tensor,
  points: readonly number[],
  terms: (x: number) => number = () => 0,
): Promise<number> {
  using backend = await gpu();
  const numbers = Float32Array.from(points);
  const found = await f(tensor(numbers, { backend })).data();
  const exact = await f(tensor(Float64Array.from(numbers), { backend: reference })).data();
  let largest = 0;
  numbers.forEach((x, i) => {
    const [y, e] = [found[i]!, exact[i]!];
    if (!Number.isFinite(Math.fround(e))) {
      if (!Object.is(y, Math.fround(e))) expect.fail(`of ${x}: ${y} for ${e}`);
      return;
    }
    // A device may take a subnormal for 0.
    if (Math.abs(e) < 2 ** -126 && Math.abs(y) < 2 ** -126) return;
    const error = Math.abs(y - e) / ulpOf(Math.max(Math.abs(e), terms(x)));
    if (Number.isNaN(error)) expect.fail(`of ${x}: ${y} for ${e}`);
    largest = Math.max(largest, error);
  });
  return largest;
}

const specials = [0, -0, Infinity, -Infinity, Number.NaN, 1e-30, -1e-30];

/** `count` numbers from low to high, evenly by value or by logarithm. */
function spread(low: number, high: number, count: number, byLogarithm = false): number[] {
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.5) / count;
    return byLogarithm ? low * (high / low) ** t : low + (high - low) * t;
  });
}

const large = spread(1e4, 3.4e38, 20000, true);
const angles = [
  ...specials,
  ...large,
  ...large.map((x) => -x),
  // Floats next to multiples of π/2.
  ...Array.from({ length: 4000 }, (_, k) => ((k * k * 7 + 1) * Math.PI) / 2),
  // Of all float32 the one nearest to a multiple of π/2, and where the expansions end.
  16367173 * 2 ** 72,
  3.4028234e38,
  12867.5,
  12868,
  ...spread(-13000, 13000, 4000),
];

gpuTest("sin, cos and tan of any angle", async () => {
  expect(await errorOf(sin, angles)).toBeLessThan(2); // 1.45
  expect(await errorOf(cos, angles)).toBeLessThan(2); // 1.90
  expect(await errorOf(tan, angles)).toBeLessThan(3); // 2.70
});

const positives = [
  ...spread(2e-38, 3.4e38, 10000, true),
  ...spread(0, 20, 20000),
  // The zeros of lgamma and digamma.
  ...spread(0.9, 1.1, 1000),
  ...spread(1.45, 1.47, 1000),
  ...spread(1.9, 2.1, 1000),
  ...[1, 2, 3],
];
const poles = [-1, -2, -3, -1e10, -3e38];
const negatives = [...spread(-20, 0, 20000), ...spread(-1e-37, -1e-3, 1000, true), ...poles];
const far = spread(-1e6, -20, 2000);
const logarithmOf = (x: number) => Math.log(2 - x);

gpuTest("lgamma", async () => {
  expect(await errorOf(lgamma, [...specials, 1e-40, ...positives])).toBeLessThan(3); // 2.50
  expect(await errorOf(lgamma, [...negatives, ...far], logarithmOf)).toBeLessThan(4); // 3.46
});

gpuTest("digamma", async () => {
  expect(await errorOf(digamma, [...specials, 1e-40, ...positives])).toBeLessThan(4); // 3.06
  expect(await errorOf(digamma, [...negatives, ...far], logarithmOf)).toBeLessThan(6); // 5.00
});

gpuTest("trigamma", async () => {
  const trigamma = (x: Tensor) => polygamma(1, x);
  expect(await errorOf(trigamma, [...specials, 1e-40, ...positives])).toBeLessThan(3); // 2.45
  expect(await errorOf(trigamma, negatives)).toBeLessThan(3); // 2.24
});

/** n!/r^(n+1), r the distance to the nearest pole: between poles two such terms cancel for an even n. */
function nearestTerm(n: number, x: number): number {
  let term = 1 / Math.abs(x - Math.round(x));
  for (let k = 1; k <= n; k++) term *= k / Math.abs(x - Math.round(x));
  return term;
}

gpuTest("polygamma: an order raises a rounding to its power", async () => {
  const points = [...specials, ...spread(1e-5, 1e5, 400, true), ...spread(0, 20, 400)];
  for (const n of [2, 3, 8, 20]) {
    const f = (x: Tensor) => polygamma(n, x);
    // At most 2.5, 3.0, 6.1 and 9.8
    expect(await errorOf(f, points)).toBeLessThan(4 + n / 2);
    const left = [...spread(-20, 0, 800), ...poles.slice(0, 3)];
    expect(await errorOf(f, left, (x) => nearestTerm(n, x))).toBeLessThan(4 + n / 2);
  }
  expect(await errorOf((x) => polygamma(171, x), [1, 2.5])).toBe(0);
});
