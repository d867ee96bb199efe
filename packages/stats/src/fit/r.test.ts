import { describe, expect, test } from "vitest";
import type { Family } from "../distribution.js";
import * as distributions from "../distributions/index.js";
import { censored } from "./censored.js";
import { fit } from "./fit.js";
import fixture from "./r.fixture.json" with { type: "json" };

/** What scripts/r/polish.py writes: R's fits, their estimates polished to the root of the score equations. */
interface Reference {
  readonly tool: string;
  readonly family: string;
  readonly data?: readonly number[];
  /** Null is infinite. */
  readonly lower?: readonly (number | null)[];
  readonly upper?: readonly (number | null)[];
  readonly weights?: readonly number[];
  readonly truncation?: { readonly low: number | null; readonly high: number | null };
  readonly parameters: Readonly<Record<string, number>>;
  readonly standardErrors: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
}

const references = fixture.fits as unknown as Reference[];

function familyOf(name: string): Family {
  const family = Object.values(distributions).find(
    (candidate) => "record" in candidate && candidate.record.name.toLowerCase() === name.toLowerCase(),
  );
  return family as unknown as Family;
}

function dataOf({ data, lower, upper }: Reference) {
  if (data) return data;
  return censored({
    lower: lower!.map((bound) => bound ?? -Infinity),
    upper: upper!.map((bound) => bound ?? Infinity),
  });
}

describe("fits beside R's MASS, fitdistrplus and survival", () => {
  test("sixteen families, exact, weighted, censored and truncated", () => {
    expect(new Set(references.map(({ family }) => family)).size).toBe(16);
    for (const kind of ["data", "lower", "weights", "truncation"] as const)
      expect(references.filter((reference) => reference[kind]).length, kind).toBeGreaterThan(5);
  });

  test.each(references.map((reference, i) => [reference.tool, reference.family, i, reference] as const))(
    "%s: %s, data set %i",
    (_, __, ___, reference) => {
      const { family, weights, truncation, parameters, standardErrors, logLikelihood } = reference;
      const result = fit(familyOf(family), dataOf(reference), {
        ...(weights && { weights }),
        ...(truncation && {
          truncation: { low: truncation.low ?? -Infinity, high: truncation.high ?? Infinity },
        }),
      });
      expect(result.status).toEqual({ kind: "converged" });
      expect(Math.abs(result.logLikelihood / logLikelihood - 1)).toBeLessThan(1e-10);
      for (const [name, value] of Object.entries(parameters)) {
        expect(Math.abs(result.parameters[name]! / value - 1), name).toBeLessThan(1e-8);
        expect(Math.abs(result.standardErrors[name]! / standardErrors[name]! - 1), name).toBeLessThan(1e-6);
      }
    },
  );
});
