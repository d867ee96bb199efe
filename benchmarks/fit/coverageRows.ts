import { Categorical, Dirichlet, fit, GaussianMixture, MultivariateNormal, type RowFit } from "@mebae/stats";
import type { Key } from "@mebae/tensor";

/** A family of rows, whose fits are simulated. */
export interface RowCase {
  readonly family: string;
  readonly truth: Readonly<Record<string, unknown>>;
  readonly fit: (
    key: Key,
    count: number,
  ) => Pick<RowFit<unknown, unknown>, "names" | "status" | "confidenceIntervals">;
}

const concentration = [2, 3, 0.7];
const normal = {
  mean: [1, -2],
  covariance: [
    [2, -0.6],
    [-0.6, 0.5],
  ],
};
const shares = { probabilities: [0.5, 0.3, 0.2] };
const mixture = {
  weights: [0.4, 0.6],
  means: [
    [0, 0],
    [6, 2],
  ],
  covariances: [
    [
      [1, 0.3],
      [0.3, 1],
    ],
    [
      [1, 0],
      [0, 2],
    ],
  ],
};
const Two = GaussianMixture({ components: 2 });

export const rowCases: readonly RowCase[] = [
  {
    ...{ family: "Dirichlet", truth: { concentration } },
    fit: (key, count) => fit(Dirichlet, Dirichlet({ concentration }).sample(key, count)),
  },
  {
    ...{ family: "MultivariateNormal", truth: normal },
    fit: (key, count) => fit(MultivariateNormal, MultivariateNormal(normal).sample(key, count)),
  },
  {
    ...{ family: "Categorical", truth: shares },
    fit: (key, count) => fit(Categorical, Categorical(shares).sample(key, count), { labels: [0, 1, 2] }),
  },
  {
    ...{ family: "GaussianMixture", truth: mixture },
    // Components so far apart need no ten starts.
    fit: (key, count) => fit(Two, Two(mixture).sample(key, count), { starts: 2 }),
  },
];

export interface RowCoverage {
  readonly name: string;
  readonly truth: number;
  /** Share of the samples whose interval holds the truth. */
  readonly wald: number;
  /** The same of profile intervals, where the family has them. */
  readonly profile: number | undefined;
  readonly without: number;
}

/** How often 95 % intervals of each number cover, in rows drawn from the family itself. */
export function coverageOfRows(
  { truth, fit: fitted }: RowCase,
  { simulations, count, key }: { simulations: number; count: number; key: Key },
): RowCoverage[] {
  const truths = numbersOf(truth);
  const held = { wald: truths.map(() => 0), profile: truths.map(() => 0) };
  const methods = "probabilities" in truth ? (["wald", "profile"] as const) : (["wald"] as const);
  let names: readonly string[] = [];
  let without = 0;
  for (let i = 0; i < simulations; i++) {
    const result = fitted(key.fold(i), count);
    names = result.names;
    if (result.status.kind !== "converged") without++;
    for (const method of methods) {
      const ends = numbersOf(result.confidenceIntervals({ method }));
      for (const [j, value] of truths.entries())
        if (ends[2 * j]! <= value && value <= ends[2 * j + 1]!) held[method][j]!++;
    }
  }
  const coverage = truths.map((value, j) => ({
    ...{ name: names[j]!, truth: value, wald: held.wald[j]! / simulations, without },
    profile: methods.length > 1 ? held.profile[j]! / simulations : undefined,
  }));
  // A covariance matrix holds each covariance twice.
  return coverage.filter(({ name }) => !/\[1\]\[0\]$/.test(name) || name.startsWith("means"));
}

/** All numbers, one after the other. */
function numbersOf(nested: unknown): number[] {
  return typeof nested === "number" ? [nested] : Object.values(nested as object).flatMap(numbersOf);
}
