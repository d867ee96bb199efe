import { expect } from "vitest";
import type { Family } from "../distribution.js";
import { fit } from "../fit/fit.js";
import { parameterNames } from "../programs.js";
import { expectClose } from "./expectClose.js";
import { describe, test } from "./suite.js";

/** What a script under scripts/distributions writes. Null is what float64 can't hold, or what doesn't exist. */
export interface Reference {
  readonly names: readonly string[];
  /** Rows of x, logPdf, logCdf, logSurvival, cdf, survival. */
  readonly settings: readonly {
    readonly parameters: readonly number[];
    readonly rows: readonly (readonly (number | null)[])[];
    /** mean, variance, skewness, kurtosis, entropy */
    readonly moments?: readonly (number | null)[];
  }[];
  readonly fits: readonly {
    readonly data: readonly number[];
    readonly weights?: readonly number[];
    readonly given?: Readonly<Record<string, number>>;
    readonly parameters: readonly (number | null)[];
    readonly logLikelihood: number | null;
    readonly standardErrors: readonly (number | null)[];
  }[];
}

export interface ReferenceTolerances {
  /** Of densities, tails and quantiles: 1e-12 by default. A file that sets more says why. */
  readonly values?: number;
  /** Of moments and entropy: 1e-12 by default. */
  readonly moments?: number;
}

/** A family's values and fits are mpmath's. */
export function testReference(
  family: Family,
  reference: Reference,
  { values = 1e-12, moments = 1e-12 }: ReferenceTolerances = {},
): void {
  describe(`${family.record.name} beside mpmath`, () => {
    test("the fixture's parameters are the family's", () =>
      expect(parameterNames(family.record)).toEqual(reference.names));
    for (const setting of reference.settings) {
      const d = family(named(reference.names, setting.parameters));
      test(`densities, tails and quantiles of ${d}`, () => {
        for (const row of setting.rows) testRow(d, row, values);
      });
      if (setting.moments)
        test(`moments and entropy of ${d}`, () => {
          const expected = setting.moments!;
          for (const [i, name] of (
            ["mean", "variance", "skewness", "kurtosis", "entropy"] as const
          ).entries()) {
            if (expected[i] === null) continue;
            // Those that are 0 by symmetry are relative to 1, a mean to the deviation.
            const unit = name === "mean" ? d.standardDeviation : name === "variance" ? 0 : 1;
            expectWithin(d[name], expected[i]!, moments, unit, name);
          }
        });
    }
    for (const [place, { data, weights, given, ...expected }] of reference.fits.entries())
      test(`maximum likelihood of data set ${place}`, () => {
        const result = fit(family, data, { ...(weights && { weights }), ...(given && { fixed: given }) });
        expect(result.status).toEqual({ kind: "converged" });
        if (expected.logLikelihood !== null)
          expectWithin(result.logLikelihood, expected.logLikelihood, 1e-10, 1, "log-likelihood");
        for (const [i, name] of reference.names.entries()) {
          const error = expected.standardErrors[i];
          expectWithin(result.parameters[name]!, expected.parameters[i]!, 1e-8, 0, name);
          if (error === null || error === undefined) continue;
          expectClose(result.standardErrors[name]!, error, 1e-6, `standard error of ${name}`);
          // Beside a location of 1e9 its own digits say little.
          expectWithin(result.parameters[name]!, expected.parameters[i]!, 1e-15, 1e7 * error, name);
        }
      });
  });
}

function testRow(d: ReturnType<Family>, row: readonly (number | null)[], tolerance: number): void {
  const [x, logPdf, logCdf, logSurvival, cdf, survival] = row;
  const at = `at ${x}`;
  // A logarithm near 0 is as good as the probability, near -1e5 as its own digits.
  if (logPdf != null) expectWithin(d.logPdf(x!), logPdf, tolerance, 1, `logPdf ${at}`);
  if (logCdf != null) expectWithin(d.logCdf(x!), logCdf, tolerance, Math.min(1, cdf ?? 1), `logCdf ${at}`);
  if (logSurvival != null)
    expectWithin(d.logSurvival(x!), logSurvival, tolerance, Math.min(1, survival ?? 1), `logSurvival ${at}`);
  // An error of the logarithm is one of the probability.
  if (cdf != null) expectClose(d.cdf(x!), cdf, tolerance * Math.max(1, -logCdf!), `cdf ${at}`);
  if (survival != null)
    expectClose(d.survival(x!), survival, tolerance * Math.max(1, -logSurvival!), `survival ${at}`);
  if (d.record.kind === "discrete" || logPdf == null) return;
  expectQuantile(d, x!, cdf, logPdf, tolerance, "quantile");
  expectQuantile(d, x!, survival, logPdf, tolerance, "upperQuantile");
}

/** x again, up to what a rounding of the probability moves it by. */
function expectQuantile(
  d: ReturnType<Family>,
  x: number,
  probability: number | null | undefined,
  logPdf: number,
  tolerance: number,
  name: "quantile" | "upperQuantile",
): void {
  if (probability == null || probability > 0.75) return;
  const moved = (Number.EPSILON * probability) / Math.exp(logPdf);
  const unit = d.standardDeviation < Infinity ? 1e-3 * d.standardDeviation : 0;
  expectWithin(d[name](probability), x, tolerance, unit + moved / tolerance, `${name} of ${probability}`);
}

/** Within a tolerance relative to the expected value, or to `unit` where that is larger. */
function expectWithin(found: number, expected: number, tolerance: number, unit: number, what: string): void {
  const off = Math.abs(found - expected);
  const isClose = found === expected || off <= tolerance * Math.max(unit, Math.abs(expected));
  expect(isClose, `${what}: expected ${expected}, found ${found}, off by ${off}`).toBe(true);
}

function named(names: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}
