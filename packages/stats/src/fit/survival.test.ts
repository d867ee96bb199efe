import { describe, expect, test } from "vitest";
import type { Family } from "../distribution.js";
import { Exponential } from "../distributions/exponential.js";
import { Logistic } from "../distributions/logistic.js";
import { LogLogistic } from "../distributions/logLogistic.js";
import { LogNormal } from "../distributions/logNormal.js";
import { Normal } from "../distributions/normal.js";
import { Weibull } from "../distributions/weibull.js";
import { censored } from "./censored.js";
import { fit } from "./fit.js";
import fixture from "./survival.fixture.json" with { type: "json" };

const families: Record<string, Family> = {
  Exponential,
  Logistic,
  LogLogistic,
  LogNormal,
  Normal,
  Weibull,
} as never;

interface Reference {
  readonly family: string;
  /** Null is infinite. */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly weights: readonly number[];
  readonly parameters: Readonly<Record<string, number>>;
  readonly standardErrors: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
}

describe("censored and weighted fits beside R's survival", () => {
  test.each(
    (fixture.fits as unknown as Reference[]).map((reference, i) => [reference.family, i, reference] as const),
  )(
    "%s, data set %i",
    (_, __, { family, lower, upper, weights, parameters, standardErrors, logLikelihood }) => {
      const data = censored({
        lower: lower.map((bound) => bound ?? -Infinity),
        upper: upper.map((bound) => bound ?? Infinity),
      });
      const result = fit(families[family]!, data, { weights });
      expect(result.status).toEqual({ kind: "converged" });
      expect(Math.abs(result.logLikelihood / logLikelihood - 1)).toBeLessThan(1e-10);
      for (const [name, value] of Object.entries(parameters)) {
        expect(Math.abs(result.parameters[name]! / value - 1), name).toBeLessThan(1e-8);
        expect(Math.abs(result.standardErrors[name]! / standardErrors[name]! - 1), name).toBeLessThan(1e-6);
      }
    },
  );
});
