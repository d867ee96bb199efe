import { expect, test } from "vitest";
import type { Family } from "../distribution.js";
import { Beta } from "../distributions/beta.js";
import { Gamma } from "../distributions/gamma.js";
import { GeneralizedExtremeValue } from "../distributions/generalizedExtremeValue.js";
import { InverseGamma } from "../distributions/inverseGamma.js";
import { observedInformation } from "../likelihood/functions.js";
import { censored } from "./censored.js";
import { invertInformation } from "./covariance.js";
import { fit } from "./fit.js";
import fixture from "./nearlyEqual.fixture.json" with { type: "json" };
import type { FitResult } from "./result.js";
import { StreamFit } from "./stream.js";

const families = { Gamma, InverseGamma, Beta } as unknown as Record<string, Family>;
const rows = fixture.rows.map((row) => [row.family, row.parameters[0]!, row] as const);

function expectClose(found: readonly number[], expected: readonly number[], bound: number): void {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of found.entries())
    expect(Math.abs(value / expected[i]! - 1), `${value} for ${expected[i]}`).toBeLessThan(bound);
}

/** How much of one parameter the other leaves open, which shows all of the covariance but its diagonal. */
function unexplained({ covariance }: FitResult): number {
  return 1 - covariance[0]![1]! ** 2 / covariance[0]![0]! / covariance[1]![1]!;
}

test.each(rows)("%s at a first parameter of %d: maximum and errors are mpmath's", (name, first, row) => {
  const family = families[name]!;
  const result = fit(family, row.data);
  expect(result.status.kind).toBe("converged");
  expectClose(Object.values(result.parameters), row.parameters, 1e-10);
  expectClose(Object.values(result.standardErrors), row.standardErrors, 1e-10);
  const expected = result.expectedCovariance;
  expectClose(
    expected.map((line, i) => Math.sqrt(line[i]!)),
    row.standardErrors,
    1e-10,
  );
  if (first < 1e6) expect(unexplained(result) / row.unexplained).toBeCloseTo(1, 7);
  const twice = fit(family, row.data, { weights: row.data.map(() => 2) });
  expectClose(
    Object.values(twice.standardErrors),
    row.standardErrors.map((error) => error / Math.SQRT2),
    1e-10,
  );
});

test.each(rows)("%s at a first parameter of %d: parts of the data merge into the maximum", (name, _, row) => {
  const [first, second] = [row.data.slice(0, 7), row.data.slice(7)];
  const family = families[name]!;
  const stream = new StreamFit(family).add(first).merge(new StreamFit(family).add(second));
  // Means of parts that differ little differ by digits that each has lost.
  const spread = 1 / Math.sqrt(row.parameters[0]!);
  expectClose(Object.values(stream.estimate().parameters), row.parameters, 1e-12 + 1e-15 / spread);
});

test.each(rows)(
  "%s at a first parameter of %d: a search has errors, or says that it didn't converge",
  (...row) => {
    const [name, first, { data, standardErrors }] = row;
    // Known to be above nearly nothing, which tells nothing, but no closed form takes it.
    const [lower, upper] = [
      [...data, 1e-12],
      [...data, Infinity],
    ];
    const { status, standardErrors: errors } = fit(families[name]!, censored({ lower, upper }));
    expect(status.kind === "converged").toBe(first < 1e9);
    if (status.kind === "converged") expectClose(Object.values(errors), standardErrors, 1e-7);
    else expect(Object.values(errors)).toEqual([Number.NaN, Number.NaN]);
  },
);

test("where values differ, errors are those of the parameters' own information", () => {
  for (const { family, data, parameters } of fixture.rows.filter(({ parameters }) => parameters[0]! < 100)) {
    const result = fit(families[family]!, data);
    const inverse = invertInformation(
      Float64Array.from(observedInformation(result.distribution, data).flat()),
    );
    expect(parameters[0]).toBeGreaterThan(1);
    expectClose(result.covariance.flat(), Array.from(inverse), 1e-11);
  }
});

/** 200 values about 0.4 that differ by so much of themselves. */
const within = (spread: number) =>
  Array.from(
    { length: 200 },
    (_, i) => 0.4 * (1 + spread * (1.2 * Math.sin(12.9898 * i) + 0.5 * Math.cos(7.1 * i))),
  );
const spreads = [1e-3, 1e-4, 2e-5, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10];
const asked = Object.keys(families).flatMap((name) => spreads.map((spread) => [name, spread] as const));

test.each(asked)("%s within %d: a search near its maximum claims no limit", (name, spread) => {
  const family = families[name]!;
  const data = within(spread);
  const own = fit(family, data);
  expect(own.status.kind).toBe("converged");
  const bounds = { lower: [...data, 1e-12], upper: [...data, Infinity] };
  for (const searched of [
    fit(family, data, { start: {} }),
    fit(family, data, { truncation: { low: 0.01 } }),
    fit(family, censored(bounds)),
  ]) {
    expect(["converged", "notConverged"]).toContain(searched.status.kind);
    if (spread >= 1e-4) expect(searched.status.kind).toBe("converged");
    if (searched.status.kind !== "converged") continue;
    // A ten-thousandth of its error at most lies between them.
    const errors = Object.values(own.standardErrors);
    for (const [i, value] of Object.values(own.parameters).entries())
      expect(Math.abs(Object.values(searched.parameters)[i]! - value)).toBeLessThan(1e-4 * errors[i]!);
  }
});

/** Censored so far below all others that nearly nothing is known of them. */
const far = (data: readonly number[], count: number) => ({
  lower: [...data, ...Array(count).fill(1e-3)],
  upper: [...data, ...Array(count).fill(Infinity)],
});

test.each([1, 60])("bounds far away don't lead a search astray: %d of them", (count) => {
  for (const spread of [1e-2, 1e-4, 1e-6, 1e-8]) {
    const data = within(spread);
    const own = fit(GeneralizedExtremeValue, data);
    const result = fit(GeneralizedExtremeValue, censored(far(data, count)));
    expect(result.status.kind).toBe("converged");
    for (const name of ["location", "scale", "shape"] as const) {
      const error = Math.abs(result.parameters[name] - own.parameters[name]);
      expect(error).toBeLessThan(1e-3 * own.standardErrors[name]);
    }
  }
});
