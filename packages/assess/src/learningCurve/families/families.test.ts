import { describe, expect, test } from "vitest";
import { type CurveFamily, type Situation, sigmoid } from "./family.js";
import { fitFamily } from "./fitFamily.js";
import { links } from "./link.js";
import { morganMercerFlodin } from "./morganMercerFlodin.js";
import { powerLaw } from "./powerLaw.js";
import { quadratic } from "./quadratic.js";

const situation: Situation = { lastError: 0.2, guessing: 0.9, link: links.accuracy };
const sizes = [10, 20, 50, 100, 200, 500, 1000];
const last = 1000;

/** Each family, a θ away from its priors' means, and the law as its formula has it. */
const cases: { family: CurveFamily; theta: number[]; law: (n: number) => number }[] = [
  {
    family: powerLaw,
    // e = 0.05 + 0.1·(n/1000)^-0.3
    theta: [Math.log(0.15), Math.log(0.05 / 0.1), Math.log(0.3)],
    law: (n) => 0.05 + 0.1 * (n / last) ** -0.3,
  },
  {
    family: quadratic,
    theta: [1.3, Math.log(0.3), -0.02],
    law: (n) => 1 - sigmoid(1.3 + 0.3 * Math.log(n / last) - 0.02 * Math.log(n / last) ** 2),
  },
  {
    family: morganMercerFlodin,
    // e = 0.1 + 0.8/(1 + (n/60)^0.6)
    theta: (() => {
      const E = 0.1 + 0.8 / (1 + (last / 60) ** 0.6);
      return [Math.log(E / (0.9 - E)), Math.log(0.1 / (E - 0.1)), Math.log(0.6)];
    })(),
    law: (n) => 0.1 + 0.8 / (1 + (n / 60) ** 0.6),
  },
];

for (const { family, theta, law } of cases) {
  describe(family.name, () => {
    test("is its formula", () => {
      for (const n of [...sizes, 5000, 1e5])
        expect(family.at(theta, Math.log(n / last), situation).error).toBeCloseTo(law(n), 12);
    });

    test("has the slopes of finite differences", () => {
      for (const L of [-4, -1, 0, 0.7, 2.5]) {
        const { slopes } = family.at(theta, L, situation);
        for (const [j, slope] of slopes.entries()) {
          const moved = (by: number) =>
            family.at(
              theta.map((value, i) => (i === j ? value + by : value)),
              L,
              situation,
            ).error;
          const found = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          expect(Math.abs(slope - found)).toBeLessThan(1e-8 * (1 + Math.abs(found)));
        }
      }
    });

    test("is found again from points without noise", () => {
      const seen = sizes.map((n) => ({ L: Math.log(n / last), error: law(n), standardDeviation: 1e-6 }));
      const fit = fitFamily(family, seen, situation);
      for (const [j, value] of theta.entries()) expect(fit.theta[j]).toBeCloseTo(value, 4);
      expect(fit.error(Math.log(100))).toBeCloseTo(law(100 * last), 5);
      expect(fit.deviation(Math.log(100))).toBeLessThan(1e-2);
    });

    test("keeps to its priors where points say nothing", () => {
      const seen = sizes.map((n) => ({ L: Math.log(n / last), error: law(n), standardDeviation: 1e6 }));
      const fit = fitFamily(family, seen, situation);
      for (const [j, { mean, standardDeviation }] of family.priors(situation).entries()) {
        expect(fit.theta[j]).toBeCloseTo(mean, 5);
        expect(Math.sqrt(fit.covariance[j * theta.length + j]!)).toBeCloseTo(standardDeviation, 5);
      }
    });

    test("never rises", () => {
      const tilted = family
        .priors(situation)
        .map(({ mean, standardDeviation }) => mean + 2 * standardDeviation);
      for (const some of [theta, tilted, family.priors(situation).map(({ mean }) => mean)]) {
        const errors = Array.from({ length: 80 }, (_, i) => family.at(some, -6 + 0.2 * i, situation).error);
        for (const [i, error] of errors.entries())
          if (i > 0) expect(error).toBeLessThanOrEqual(errors[i - 1]! + 1e-15);
      }
    });
  });
}

test("a parabola keeps its vertex's value beyond it, on either side", () => {
  const at = (gamma: number, L: number) => quadratic.at([1, Math.log(0.2), gamma], L, situation).error;
  expect(at(-0.05, 2)).toBeCloseTo(at(-0.05, 9), 15);
  expect(at(-0.05, 1.9)).toBeGreaterThan(at(-0.05, 2));
  expect(at(0.05, -2)).toBeCloseTo(at(0.05, -9), 15);
  expect(at(0.05, -1.9)).toBeLessThan(at(0.05, -2));
});

test("links turn round, and tell their slopes", () => {
  for (const link of [links.accuracy, links.r2])
    for (const error of [0.001, 0.2, 0.7, 0.99]) {
      const z = link.of(error);
      expect(link.error(z)).toBeCloseTo(error, 12);
      expect(link.slope(z)).toBeCloseTo((link.error(z + 1e-5) - link.error(z - 1e-5)) / 2e-5, 8);
    }
});
