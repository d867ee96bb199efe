import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Draws } from "../draws.js";
import { fastExps } from "./fastExps.js";
import { fastLogs } from "./fastLogs.js";
import { halfSines } from "./halfSines.js";

const count = 20_000;

/** Uniform numbers between two. */
function between(low: number, high: number, key: number): Float64Array {
  const draws = new Draws(new Key(key));
  return Float64Array.from({ length: count }, () => low + (high - low) * draws.uniform());
}

/** The largest |found - expected|/unit(expected). */
function largestError(
  found: Float64Array,
  expected: (i: number) => number,
  unit: (value: number) => number,
): number {
  return found.reduce((most, value, i) => {
    const true_ = expected(i);
    return Math.max(most, Math.abs(value - true_) / unit(true_));
  }, 0);
}

describe("loops that need no function calls", () => {
  test("exponentials, to two ulps", () => {
    const exponents = between(-700, 700, 1);
    exponents.set([0, -0, 700, -700, 1e-300, Math.LN2 / 256]);
    const out = new Float64Array(count);
    fastExps(out, exponents, count);
    expect(largestError(out, (i) => Math.exp(exponents[i]!), Math.abs)).toBeLessThan(2 ** -51);
    expect(out[0]).toBe(1);
    expect(out[4]).toBe(1);
  });

  test.each([0, 7, -300])("logarithms over 2^%d, to two ulps of themselves or 1", (exponent) => {
    const values = between(-600, 600, 2).map((x) => Math.exp(x));
    values.set([1, 2, 0.5, 1 - 2 ** -53, 1 + 2 ** -52, 1e-289, 1e289]);
    const out = new Float64Array(count);
    fastLogs(out, values, 0, count, exponent);
    const expected = (i: number) => Math.log(values[i]!) - exponent * Math.LN2;
    const unit = (value: number) => Math.max(1, Math.abs(value), Math.abs(exponent));
    expect(largestError(out, expected, unit)).toBeLessThan(2 ** -51);
  });

  test("logarithms of a part of an array that is itself a part", () => {
    const values = between(1, 9, 3).subarray(5);
    const out = new Float64Array(2);
    fastLogs(out, values, 10, 2, 0);
    expect(out[1]).toBeCloseTo(Math.log(values[11]!), 14);
  });

  test.each([3, 90_000])("sines and cosines of half angles up to %d", (reach) => {
    const values = between(-reach, reach, 4);
    values.set([0.25, 0.25 + 1e-9, 0.25 + Math.PI, 0.25 - 2 * Math.PI]);
    const [sines, cosines] = [new Float64Array(count), new Float64Array(count)];
    halfSines(sines, cosines, values, 0, count, 0.25);
    const half = (i: number) => 0.5 * (values[i]! - 0.25);
    expect(
      largestError(
        sines,
        (i) => Math.sin(half(i)),
        () => 1,
      ),
    ).toBeLessThanOrEqual(2 ** -52);
    expect(
      largestError(
        cosines,
        (i) => Math.cos(half(i)),
        () => 1,
      ),
    ).toBeLessThanOrEqual(2 ** -52);
    // Near the centre the sine keeps all digits.
    expect(sines[0]).toBe(0);
    expect(sines[1]! / Math.sin(half(1))).toBeCloseTo(1, 15);
  });
});
