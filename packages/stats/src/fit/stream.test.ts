import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "./fit.js";
import { fitEach } from "./fitEach.js";
import { StreamFit } from "./stream.js";

describe("a stream", () => {
  const data = Normal({ mean: 1e9, standardDeviation: 1 }).sample(new Key(4), 10_000);

  test("equals the fit of everything, in whatever parts", () => {
    const whole = fit(Normal, data).parameters;
    const stream = new StreamFit(Normal);
    for (const [start, end] of [
      [0, 1],
      [1, 40],
      [40, 9000],
    ] as const)
      stream.add(data.subarray(start, end));
    const other = new StreamFit(Normal).add(data.subarray(9000));
    const { parameters, status } = stream.merge(other).estimate();
    expect(stream.count).toBe(10_000);
    expect(status.kind).toBe("converged");
    expect(Math.abs(parameters.mean / whole.mean - 1)).toBeLessThan(1e-15);
    expect(Math.abs(parameters.standardDeviation / whole.standardDeviation - 1)).toBeLessThan(1e-12);
  });

  test("takes weights, and a refused part changes nothing", () => {
    const stream = new StreamFit(Normal).add([1, 5, 100], { weights: [3, 1, 0] });
    expect(stream.estimate().parameters.mean).toBe(2);
    expect(() => stream.add([1, Number.NaN])).toThrow("expected value [1] to be a finite number, got NaN");
    expect(stream.count).toBe(4);
    expect(stream.merge(new StreamFit(Normal)).count).toBe(4);
  });

  test("refuses families without sufficient statistics, and to estimate from nothing", () => {
    expect(() => new StreamFit(Gumbel)).toThrow("Gumbel has no sufficient statistics");
    expect(() => new StreamFit(Normal).estimate()).toThrow("expected data, got none");
    expect(() => new StreamFit(Normal, { fixed: { mean: 1 } })).toThrow(
      "expected in `fixed` nothing, got mean",
    );
  });
});

test("many data sets at once, an error naming its set", () => {
  const sets = Array.from({ length: 5 }, (_, i) => Gumbel({ location: i, scale: 1 }).sample(new Key(i), 400));
  const locations = fitEach(Gumbel, sets).map(({ parameters }) => Math.round(parameters.location));
  expect(locations).toEqual([0, 1, 2, 3, 4]);
  expect(() =>
    fitEach(Gumbel, [
      [1, 2],
      [1, Number.NaN],
    ]),
  ).toThrow("data set [1]: fit Gumbel: expected value [1]");
});
