import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Draws } from "../draws.js";
import { logRatio } from "../special/logRatio.js";
import { logExcess } from "./logExcess.js";
import { logMoments } from "./logMoments.js";
import { meanDirection } from "./meanDirection.js";
import { meanLog } from "./meanLog.js";
import { moments } from "./moments.js";
import { overviewOf } from "./overview.js";
import { rootMeanSquare } from "./rootMeanSquare.js";

const draws = new Draws(new Key(1));
const uniform = Float64Array.from({ length: 1003 }, () => draws.uniform());
const ones = uniform.map(() => 1);

describe("passes over values", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 1003])("of %d values tell the sum and the extremes", (length) => {
    const values = uniform.subarray(0, length).map((x) => x - 0.5);
    const { sum, least, greatest } = overviewOf(values);
    expect(sum).toBeCloseTo(
      values.reduce((total, x) => total + x, 0),
      12,
    );
    expect(least).toBe(Math.min(...values));
    expect(greatest).toBe(Math.max(...values));
  });

  test.each([0, 3, 6, 1002])("show what is not finite, at %d", (place) => {
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      const { least, greatest } = overviewOf(uniform.map((x, i) => (i === place ? wrong : x)));
      expect(least > -Infinity && greatest < Infinity).toBe(false);
    }
  });

  // The loop for weights, which takes logarithms and angles one by one, is the definition.
  test.each([
    ["values", uniform.map((x) => 0.1 + x)],
    ["nearly equal ones", uniform.map((x) => 7 + 1e-9 * x)],
    ["far apart ones", uniform.map((x) => 10 ** (250 * (x - 0.5)))],
    ["beyond the fast range", uniform.map((x) => 10 ** (600 * (x - 0.5)))],
  ])("without weights are those with weights of 1: %s", (_, values) => {
    const close = (found: number, expected: number) =>
      expect(Math.abs(found - expected)).toBeLessThan(1e-13 * Math.abs(expected) + 1e-300);
    close(meanLog.of(values), meanLog.of(values, ones));
    close(logExcess.of(values).mean, logExcess.of(values, ones).mean);
    close(rootMeanSquare.of(values), rootMeanSquare.of(values, ones));
    close(logMoments.of(values).variance, moments.of(values.map((x) => logRatio(x, values[0]!))).variance);
  });

  test("angles of any size have one direction, whatever part is looked at first", () => {
    // Every second of 4000 values is one of those that the part holds.
    const angles = Float64Array.from({ length: 4000 }, (_, i) => (i % 2 ? 1 + 1e-7 * uniform[i % 1003]! : 2));
    const direct = meanDirection.of(angles, new Float64Array(4000).fill(1));
    expect(meanDirection.of(angles).angle).toBeCloseTo(direct.angle, 14);
    expect(meanDirection.of(angles).deficit).toBeCloseTo(direct.deficit, 14);
    const turned = angles.map((x) => x + 2 * Math.PI * 2 ** 20);
    expect(meanDirection.of(turned).angle).toBeCloseTo(direct.angle, 8);
    expect(meanDirection.of(turned).deficit).toBeCloseTo(direct.deficit, 8);
  });
});
