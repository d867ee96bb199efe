import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import type { Interval } from "../intervals/interval.js";
import { GaussianMixture } from "../mixture/gaussianMixture.js";
import { Mixture } from "../mixture/mixture.js";
import { expectClose } from "../testing/expectClose.js";
import { Categorical } from "../vectors/categorical.js";
import { Dirichlet } from "../vectors/dirichlet.js";
import { Multinomial } from "../vectors/multinomial.js";
import { MultivariateNormal } from "../vectors/multivariateNormal.js";
import type { RowFit } from "./result.js";
import { RowStreamFit } from "./stream.js";

const z = 1.959963984540054;
const none = { low: Number.NaN, high: Number.NaN };

const pairs = MultivariateNormal({
  mean: [1, -2],
  covariance: [
    [2, -0.6],
    [-0.6, 0.5],
  ],
}).sample(new Key(1), 60);
const shares = Dirichlet({ concentration: [2, 3, 0.7] }).sample(new Key(2), 80);
const clusters = [
  ...MultivariateNormal({
    mean: [0, 0],
    covariance: [
      [1, 0.3],
      [0.3, 1],
    ],
  }).sample(new Key(3), 70),
  ...MultivariateNormal({
    mean: [6, 2],
    covariance: [
      [1, 0],
      [0, 2],
    ],
  }).sample(new Key(4), 50),
];
const labels = [..."aaabbbbbbccccccccccc"];
const Two = Mixture([Normal, Gumbel]);
const values = Two({
  weights: [0.4, 0.6],
  components: [
    { mean: 0, standardDeviation: 1 },
    { location: 8, scale: 1 },
  ],
}).sample(new Key(5), 120);

type AnyFit = Pick<RowFit<unknown, unknown>, "parameters" | "standardErrors" | "confidenceIntervals">;

const fits: readonly [string, AnyFit][] = [
  ["MultivariateNormal", fit(MultivariateNormal, pairs)],
  ["Dirichlet", fit(Dirichlet, shares)],
  ["Categorical", fit(Categorical, labels)],
  [
    "Multinomial",
    fit(Multinomial, Multinomial({ trials: 5, probabilities: [0.2, 0.5, 0.3] }).sample(new Key(6), 60)),
  ],
  ["GaussianMixture", fit(GaussianMixture({ components: 2 }), clusters)],
  ["GaussianMixture, spherical", fit(GaussianMixture({ components: 2, covariance: "spherical" }), clusters)],
  ["Mixture", fit(Two, values)],
];

/** All intervals, estimates and errors, one after the other. */
function leaves(nested: unknown): number[] {
  if (typeof nested === "number") return [nested];
  return Object.values(nested as object).flatMap(leaves);
}

function flat(intervals: unknown): Interval[] {
  const numbers = leaves(intervals);
  return numbers.flatMap((low, i) => (i % 2 === 0 ? [{ low, high: numbers[i + 1]! }] : []));
}

function estimatesOf({ parameters, standardErrors }: AnyFit): number[] {
  const all = parameters as Record<string, unknown>;
  return Object.keys(standardErrors as object).flatMap((name) => leaves(all[name]));
}

describe("Wald's intervals", () => {
  test("of shares are on the scale of their logits", () => {
    const [low, high] = [-z, z].map((shift) => {
      const [p, n] = [3 / 20, 20];
      const logit = Math.log(p / (1 - p)) + shift / Math.sqrt(n * p * (1 - p));
      return 1 / (1 + Math.exp(-logit));
    });
    const found = fit(Categorical, labels).confidenceIntervals().probabilities[0]!;
    expectClose(found.low, low!, 1e-13, "low");
    expectClose(found.high, high!, 1e-13, "high");
    const counts = fit(Multinomial, [
      [1, 2, 7],
      [2, 4, 4],
    ]).confidenceIntervals();
    expectClose(counts.probabilities[0]!.low, low!, 1e-13, "low");
    expect(Object.keys(counts)).toEqual(["probabilities"]);
  });

  test("of rows' means, variances and covariances follow their closed forms", () => {
    const { parameters, n } = fit(MultivariateNormal, pairs);
    const { mean, covariance } = fit(MultivariateNormal, pairs).confidenceIntervals({ method: "wald" });
    const [[a, c], [, b]] = parameters.covariance as [[number, number], [number, number]];
    expectClose(mean[1]!.high, parameters.mean[1]! + z * Math.sqrt(b / n), 1e-14, "mean");
    expectClose(mean[1]!.low, parameters.mean[1]! - z * Math.sqrt(b / n), 1e-14, "mean");
    // var log Σ̂ᵢᵢ = 2/n
    expectClose(covariance[0]![0]!.low, a * Math.exp(-z * Math.sqrt(2 / n)), 1e-13, "variance");
    expectClose(covariance[0]![0]!.high, a * Math.exp(z * Math.sqrt(2 / n)), 1e-13, "variance");
    expectClose(covariance[0]![1]!.low, c - z * Math.sqrt((a * b + c * c) / n), 1e-13, "covariance");
    expect(covariance[1]![0]).toEqual(covariance[0]![1]);
  });

  test("of concentrations are by mpmath's information", () => {
    // mpmath 1.3, 30 digits: α = (2, 2), n = 3 from rows whose mean logarithms are ψ(2) - ψ(4) = -5/6.
    const share = (1 + Math.sqrt(1 - 4 * Math.exp(-5 / 3))) / 2;
    const rows = [
      [share, 1 - share],
      [1 - share, share],
    ];
    const result = fit(Dirichlet, rows, { weights: [1.5, 1.5] });
    expectClose(result.parameters.concentration[0]!, 2, 1e-9, "concentration");
    const { low, high } = result.confidenceIntervals().concentration[0]!;
    expectClose(low, 0.436168741408721, 1e-8, "low");
    expectClose(high, 9.170762643560733, 1e-8, "high");
  });
});

describe.each(fits)("intervals of %s", (_, result) => {
  const estimates = estimatesOf(result);
  const errors = leaves(result.standardErrors);

  test("are in the parameters' shape, about the estimates, and grow with the level", () => {
    const inner = flat(result.confidenceIntervals({ level: 0.8 }));
    const outer = flat(result.confidenceIntervals({ level: 0.99 }));
    expect(inner).toHaveLength(estimates.length);
    for (const [i, estimate] of estimates.entries()) {
      const [near, far] = [inner[i]!, outer[i]!];
      if (errors[i] === 0) {
        expect(far).toEqual({ low: estimate, high: estimate });
        continue;
      }
      const ends = [far.low, near.low, estimate, near.high, far.high];
      for (let end = 1; end < ends.length; end++) expect(ends[end]!).toBeGreaterThan(ends[end - 1]!);
    }
  });

  test("by the bootstrap come again with the key, and are near Wald's", () => {
    const options = { method: "bootstrap", key: new Key(3), resamples: 60 } as const;
    const found = flat(result.confidenceIntervals(options));
    expect(flat(result.confidenceIntervals(options))).toEqual(found);
    expect(flat(result.confidenceIntervals({ ...options, key: new Key(4) }))).not.toEqual(found);
    const wald = flat(result.confidenceIntervals());
    for (const [i, { low, high }] of found.entries()) {
      expect(high).toBeGreaterThanOrEqual(low);
      if (estimates[i] === 0 && errors[i] === 0) continue;
      const middle = (wald[i]!.low + wald[i]!.high) / 2;
      // One of 60 resamples beyond, and the two scales apart.
      expect(Math.abs((low + high) / 2 - middle)).toBeLessThan(1.2 * errors[i]!);
      expect((high - low) / (2 * z * errors[i]!)).toBeGreaterThan(0.5);
      expect((high - low) / (2 * z * errors[i]!)).toBeLessThan(1.6);
    }
  });

  test("refuse an option that there isn't", () => {
    expect(() => result.confidenceIntervals({ levle: 0.9 } as never)).toThrow('no option "levle"');
    expect(() => result.confidenceIntervals({ level: 95 })).toThrow("a level inside (0, 1), got 95");
    expect(() => result.confidenceIntervals({ method: "score" as never })).toThrow("got score");
  });
});

describe("profile intervals of shares", () => {
  test("end where the likelihood of one share has fallen by z²/2", () => {
    const { low, high } = fit(Categorical, labels).confidenceIntervals({ method: "profile" })
      .probabilities[0]!;
    const logLikelihood = (p: number) => 3 * Math.log(p) + 17 * Math.log(1 - p);
    for (const end of [low, high])
      expectClose(logLikelihood(3 / 20) - logLikelihood(end), z ** 2 / 2, 1e-12, "fall");
    expect(low).toBeLessThan(3 / 20);
    expect(high).toBeGreaterThan(3 / 20);
  });

  test("are one-sided for shares of 0 and 1, which have no standard error", () => {
    const result = fit(Categorical, ["a", "a", "a", "a"], { labels: ["a", "b"] });
    expect(result.confidenceIntervals().probabilities).toEqual([none, none]);
    const [one, nothing] = result.confidenceIntervals({ method: "profile" }).probabilities as Interval[];
    expectClose(one!.low, Math.exp(-(z ** 2) / 8), 1e-14, "low");
    expect(one!.high).toBe(1);
    expectClose(nothing!.high, 1 - one!.low, 1e-14, "high");
    expect(nothing!.low).toBe(0);
  });

  test("there are none of other rows", () => {
    expect(() => fit(Dirichlet, shares).confidenceIntervals({ method: "profile" })).toThrow(
      'confidenceIntervals of Dirichlet: expected method "wald" or "bootstrap", got "profile"',
    );
  });
});

describe("the bootstrap", () => {
  const options = { method: "bootstrap", key: new Key(1), resamples: 40 } as const;

  test("keeps the rows that were fitted, whatever becomes of the caller's", () => {
    const own = pairs.map((row) => [...row]);
    const result = fit(MultivariateNormal, own);
    own[0]![0] = 1e6;
    own.length = 2;
    expect(result.confidenceIntervals(options)).toEqual(
      fit(MultivariateNormal, pairs).confidenceIntervals(options),
    );
  });

  test("counts weights: a row of weight 0 is never drawn", () => {
    const weights = [...pairs.map(() => 1), 0];
    const result = fit(MultivariateNormal, [...pairs, [1e9, 1e9]], { weights });
    expect(result.confidenceIntervals(options).mean[0]!.high).toBeLessThan(5);
  });

  test("needs rows, which a stream of labels has in its counts", () => {
    const stream = new RowStreamFit(Categorical).add(labels.slice(0, 7)).add(labels.slice(7)).estimate();
    expect(stream.confidenceIntervals(options)).toEqual(
      fit(Categorical, labels).confidenceIntervals(options),
    );
    const normal = new RowStreamFit(MultivariateNormal).add(pairs).estimate();
    expect(normal.confidenceIntervals()).toEqual(fit(MultivariateNormal, pairs).confidenceIntervals());
    expect(() => normal.confidenceIntervals(options)).toThrow(
      "expected rows to resample, got a fit of sufficient statistics",
    );
  });

  test("matches components whose means change places", () => {
    const same = Mixture([Normal, Normal]);
    const data = same({
      weights: [0.5, 0.5],
      components: [
        { mean: 0, standardDeviation: 0.2 },
        { mean: 0, standardDeviation: 4 },
      ],
    }).sample(new Key(8), 300);
    const result = fit(same, data);
    const narrow = result.parameters.components[0]!.standardDeviation! < 1 ? 0 : 1;
    const { components } = result.confidenceIntervals(options);
    expect(components[narrow]!.standardDeviation!.high).toBeLessThan(0.5);
    expect(components[1 - narrow]!.standardDeviation!.low).toBeGreaterThan(2);
  });
});

test("no intervals where there is no maximum", () => {
  const equal = [
    [0.5, 0.5],
    [0.5, 0.5],
  ];
  const result = fit(Dirichlet, equal);
  for (const method of ["wald", "bootstrap"] as const)
    expect(result.confidenceIntervals({ method, resamples: 5 })).toEqual({ concentration: [none, none] });
  const collapsed = fit(GaussianMixture({ components: 2 }), [
    [0, 0],
    [1, 0.5],
    [2, 1.5],
    [3, 3],
  ]);
  for (const method of ["wald", "bootstrap"] as const)
    expect(collapsed.confidenceIntervals({ method, resamples: 5 }).weights).toEqual([none, none]);
});
