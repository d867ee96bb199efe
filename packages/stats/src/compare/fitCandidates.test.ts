import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Gumbel } from "../distributions/gumbel.js";
import * as distributions from "../distributions/index.js";
import { NegativeBinomial } from "../distributions/negativeBinomial.js";
import { Normal } from "../distributions/normal.js";
import { Poisson } from "../distributions/poisson.js";
import { Uniform } from "../distributions/uniform.js";
import { VonMises } from "../distributions/vonMises.js";
import { Weibull } from "../distributions/weibull.js";
import { censored } from "../fit/censored.js";
import { fit } from "../fit/fit.js";
import { allFamilies } from "./families.js";
import { type Candidates, candidateSteps, fitCandidates } from "./fitCandidates.js";

const names = ({ ranked }: Candidates) => ranked.map(({ fit }) => fit.family.record.name);
const reasonOf = ({ leftOut }: Candidates, name: string) =>
  leftOut.find(({ family }) => family.record.name === name);

test("allFamilies has every family that there is", () => {
  const there = Object.values(distributions).flatMap((made) => ("record" in made ? [made.record.name] : []));
  const listed = allFamilies().map(({ record }) => record.name);
  const missing = there
    .filter((name) => !listed.includes(name as never))
    .map((name) => `${name} is missing in packages/stats/src/compare/families.ts`);
  expect(missing, missing.join("; ")).toEqual([]);
  expect(listed, "in the order of distributions/index.ts, and nothing else").toEqual(there);
});

describe("fitCandidates", () => {
  const lives = Weibull({ shape: 3, scale: 10 }).sample(new Key(4), 400);

  test("tries every family once, and puts the one that the data came from among the best", () => {
    const candidates = fitCandidates(lives);
    const seen = [...names(candidates), ...candidates.leftOut.map(({ family }) => family.record.name)];
    expect(seen.sort()).toEqual(
      allFamilies()
        .map(({ record }) => record.name)
        .sort(),
    );
    expect(candidates.close.map(({ fit }) => fit.family.record.name)).toContain("Weibull");
    const values = candidates.ranked.map(({ fit }) => fit.aicc);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(candidates.close).toEqual(candidates.ranked.filter(({ difference }) => difference < 2));
    expect(reasonOf(candidates, "Poisson")).toMatchObject({
      reason: expect.stringContaining("expected a whole number of at least 0, got"),
      index: 0,
    });
    expect(reasonOf(candidates, "Binomial")!.reason).toBe("data don't tell its trials");
    expect(reasonOf(candidates, "VonMises")!.reason).toContain("angles");
    expect(reasonOf(candidates, "Uniform")!.reason).toContain("outermost values");
  });

  test("counts are compared with discrete families alone", () => {
    const counts = NegativeBinomial({ size: 2, mean: 4 }).sample(new Key(1), 500);
    const candidates = fitCandidates(counts);
    expect(names(candidates)[0]).toBe("NegativeBinomial");
    expect(reasonOf(candidates, "Normal")!.reason).toBe("the values look like counts");
    // Rounded measurements of a wide spread are none.
    const heights = Normal({ mean: 1700, standardDeviation: 80 }).sample(new Key(1), 200).map(Math.round);
    expect(names(fitCandidates(heights))).toContain("Normal");
    // Zeros far more often than any density has them.
    const mixed = [...new Array(30).fill(0), ...heights];
    expect(reasonOf(fitCandidates(mixed), "Normal")!.reason).toBe("the values look like counts");
    // Families that are asked for are tried.
    expect(names(fitCandidates(counts, { families: [Normal, Poisson] })).sort()).toEqual([
      "Normal",
      "Poisson",
    ]);
  });

  test("ranks by the criterion that is asked for, with weights", () => {
    const weights = lives.map((_, i) => 1 + (i % 3));
    const { ranked } = fitCandidates(lives, { families: [Normal, Weibull, Gumbel], by: "bic", weights });
    expect(ranked[0]!.value).toBe(fit(ranked[0]!.fit.family, lives, { weights }).bic);
  });

  test("censored and truncated data", () => {
    const data = censored({
      lower: lives.map((x) => Math.min(x, 11)),
      upper: lives.map((x) => (x > 11 ? Infinity : x)),
    });
    const candidates = fitCandidates(data);
    expect(candidates.close.map(({ fit }) => fit.family.record.name)).toContain("Weibull");
    const asked = fitCandidates(data, { families: [Uniform, Weibull] });
    expect(reasonOf(asked, "Uniform")!.reason).toMatch(/^low bounds the support/);
    const late = lives.filter((x) => x > 6);
    const { ranked } = fitCandidates(late, { families: [Weibull], truncation: { low: 6 } });
    expect(ranked[0]!.fit.parameters).toEqual(fit(Weibull, late, { truncation: { low: 6 } }).parameters);
  });

  test("leaves out what is unbounded, and throws what is wrong for every family", () => {
    const same = fitCandidates([2.5, 2.5, 2.5]);
    expect(same.ranked.filter(({ fit }) => fit.status.kind === "degenerate")).toEqual([]);
    expect(reasonOf(same, "Normal")!.reason).toMatch(/^all values are 2\.5/);
    expect(reasonOf(fitCandidates([1.5, 2.5]), "Normal")!.reason).toContain("too many for so few values");
    expect(() => fitCandidates([])).toThrow("fitCandidates: expected data, got none");
    expect(() => fitCandidates([1, Number.NaN])).toThrow("expected value [1] to be a finite number");
    expect(() => fitCandidates([1, 5], { truncation: { high: 2 } })).toThrow(
      "expected value [1] within the truncation",
    );
  });

  test("can be ended between two families", () => {
    const steps = candidateSteps(lives);
    steps.next();
    const end = steps.next(false) as IteratorReturnResult<Candidates>;
    expect(end.done).toBe(true);
    expect(end.value.ranked.length + end.value.leftOut.length).toBe(1);
  });
});

test("a refused value is named by its place in the data, whatever weights and censoring leave out", () => {
  expect(() => fit(Weibull, [-9, 1, -2, 3], { weights: [0, 1, 1, 1] })).toThrow("expected value [2]");
  const data = censored({ lower: [1, 2, -3], upper: [Infinity, 2, -3] });
  expect(() => fit(Weibull, data)).toThrow("expected value [2]");
});

test("angles are judged as angles, whole turns apart or not", () => {
  const angles = VonMises({ mean: 1, concentration: 2 }).sample(new Key(2), 100);
  const turned = angles.map((angle, i) => angle + 2 * Math.PI * ((i % 5) - 2));
  const options = { resamples: 99 };
  const plain = fit(VonMises, angles).goodnessOfFit(options).andersonDarling!;
  const far = fit(VonMises, turned).goodnessOfFit(options).andersonDarling!;
  expect(far.statistic).toBeCloseTo(plain.statistic, 8);
  expect(far.pValue).toBeGreaterThan(0.05);
});
