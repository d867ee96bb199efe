import { Key, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import {
  Exponential,
  GeneralizedExtremeValue,
  Geometric,
  Laplace,
  Logistic,
  NegativeBinomial,
  Normal,
  Pareto,
  Poisson,
  VonMises,
  Weibull,
  ZeroInflatedPoisson,
} from "../distributions/index.js";
import { Truncated } from "../distributions/truncated.js";
import { censored } from "./censored.js";
import { fit } from "./fit.js";
import { StreamFit } from "./stream.js";

const x = [1, 2, 3, 5];

describe("data at the ends of numbers", () => {
  test.each([1e-310, 1e-200, 1e200, 1e306])("closed forms and own equations at %d", (unit) => {
    const scaled = x.map((value) => value * unit);
    for (const [family, scale] of [
      [Normal, "standardDeviation"],
      [Logistic, "scale"],
      [Laplace, "scale"],
      [Weibull, "scale"],
      [Pareto, "minimum"],
    ] as const) {
      const [result, plain] = [fit(family as typeof Normal, scaled), fit(family as typeof Normal, x)];
      expect(result.status.kind, family.record.name).toBe("converged");
      const parameters = result.parameters as Readonly<Record<string, number>>;
      const ratio =
        parameters[scale]! / unit / (plain.parameters as Readonly<Record<string, number>>)[scale]!;
      expect(Math.abs(ratio - 1), family.record.name).toBeLessThan(1e-11);
    }
  });

  test("a parameter that numbers can't hold is none", () => {
    expect(fit(Exponential, [1e-310]).status).toEqual({
      kind: "degenerate",
      reason: "rate is Infinity, beyond the range of numbers: give the data in another unit",
    });
  });
});

describe("bounds at and beyond the ends of the support", () => {
  const times = { lower: [0, 0, 1, 2, 4], upper: [3, Infinity, 1, 2, Infinity] };

  test("say no more than -Infinity and Infinity", () => {
    const plain = { lower: [-Infinity, 1, 2, 4], upper: [3, 1, 2, Infinity] };
    for (const family of [Exponential, Weibull])
      expect(fit(family as typeof Weibull, censored(times)).parameters).toEqual(
        fit(family as typeof Weibull, censored(plain)).parameters,
      );
    const counts = fit(Poisson, censored({ lower: [-1, 3, 2], upper: [2, 5, 2] }));
    expect(counts.parameters).toEqual(
      fit(Poisson, censored({ lower: [-Infinity, 3, 2], upper: [2, 5, 2] })).parameters,
    );
  });

  test("of a support that is given, and of one that moves", () => {
    const options = { fixed: { minimum: 1 } };
    const wide = fit(Pareto, censored({ lower: [0.5, 2, 3], upper: [2, 2, Infinity] }), options);
    const tight = fit(Pareto, censored({ lower: [1, 2, 3], upper: [2, 2, Infinity] }), options);
    expect(wide.parameters).toEqual(tight.parameters);
    const end = GeneralizedExtremeValue({ location: 0, scale: 1, shape: 0.5 });
    expect([end.logCdf(-3), end.logSurvival(-3), end.cdf(-2.5)]).toEqual([-Infinity, 0, 0]);
    const draws = Array.from(end.sample(new Key(3), 80));
    const bounds = { lower: draws.map((v) => (v < -1 ? -5 : v)), upper: draws.map((v) => Math.max(v, -1)) };
    expect(fit(GeneralizedExtremeValue, censored(bounds)).status.kind).toBe("converged");
  });

  test("are refused where nothing lies between, by the caller's own index", () => {
    expect(() => fit(Exponential, censored({ lower: [1, -Infinity], upper: [1, -1] }))).toThrow(
      "expected bounds [1] between which there can be values, from 0 to Infinity",
    );
    expect(() => fit(Exponential, censored({ lower: [0], upper: [Infinity] }))).toThrow(
      "hold for every value",
    );
    expect(() => fit(Weibull, censored({ lower: [1, -2], upper: [Infinity, -2] }))).toThrow("value [1]");
    expect(() => fit(Weibull, [0, -2, 3], { weights: [0, 1, 1] })).toThrow("value [1]");
  });

  test("angles have none", () => {
    expect(() => fit(VonMises, [1, 2], { truncation: { low: 0 } })).toThrow("angles have no order");
    expect(() => fit(VonMises, censored({ lower: [1], upper: [2] }))).toThrow("angles have no order");
    expect(() => Truncated(VonMises, { low: 0 })).toThrow("angles have no order");
  });
});

describe("searches that end at a limit", () => {
  test("say which, and the others' errors are there", () => {
    const result = fit(
      NegativeBinomial,
      censored({ lower: [4, 5, 3, 4, 5, 4], upper: [4, 5, 3, 4, 5, Infinity] }),
    );
    expect(result.status).toMatchObject({ kind: "boundary", parameter: "size", limit: Infinity });
    expect(result.standardErrors.size).toBeNaN();
    expect(result.standardErrors.mean).toBeGreaterThan(0.5);
    const { mean } = result.confidenceIntervals();
    expect(mean.low).toBeLessThan(result.parameters.mean);
    expect(mean.high).toBeGreaterThan(result.parameters.mean);
  });

  test("profiles beside a parameter at its bound are those of the model without it", () => {
    const counts = [1, 2, 2, 0, 1, 3];
    const beside = fit(ZeroInflatedPoisson, counts);
    expect(beside.status.kind).toBe("boundary");
    const { rate } = fit(Poisson, counts).confidenceIntervals();
    expect(beside.confidenceIntervals().rate.low).toBeCloseTo(rate.low, 8);
    expect(beside.confidenceIntervals().rate.high).toBeCloseTo(rate.high, 8);
  });

  test("or where nothing can be told", () => {
    const ones = fit(Geometric, [1, 1, 1], { truncation: { low: 0, high: 1 } });
    expect(ones.status.kind).toBe("notIdentifiable");
    const ridge = fit(
      ZeroInflatedPoisson,
      censored({ lower: [0, 0, 0, 0, 0], upper: [Infinity, 0, 0, 0, 0] }),
    );
    expect(ridge.status).toMatchObject({ kind: "notIdentifiable" });
  });

  test("another start finds what censoring hides from the first", () => {
    const truth = NegativeBinomial({ size: 0.146, mean: 16.96 });
    const draws = Array.from(truth.sample(new Key(15), 400)).filter((v) => v > 0);
    const data = censored({
      lower: draws.map((v) => Math.min(v, 7)),
      upper: draws.map((v) => (v > 7 ? Infinity : v)),
    });
    const fitted = fit(NegativeBinomial, data, { truncation: { low: 0 } });
    const known = fit(NegativeBinomial, data, { truncation: { low: 0 }, fixed: truth.parameters });
    expect(fitted.logLikelihood).toBeGreaterThan(known.logLikelihood);
  });
});

describe("what isn't data, an option or a family", () => {
  test.each([
    ["a misspelled option", { weigths: [1, 1, 1, 1] }, 'no option "weigths"; expected weights'],
    ["a misspelled bound", { truncation: { lower: 0 } }, 'no option "lower"; expected low, high'],
    ["a bound that is text", { truncation: { low: "0" } }, "expected bounds as numbers, got 0"],
    ["null", null, "expected options as an object, got null"],
    [
      "a start outside",
      { start: { standardDeviation: -1 } },
      "standardDeviation to be a positive number, got -1",
    ],
    ["a start of nothing", { start: { sd: 1 } }, 'got "sd"'],
  ])("refuses %s", (_, options, message) => {
    expect(() => fit(Normal, x, options as never)).toThrow(message);
  });

  test("refuses bigint, nested and array-like data", () => {
    expect(() => fit(Normal, new BigInt64Array(2) as never)).toThrow("got a BigInt64Array");
    expect(() => fit(Normal, [[1], [2]] as never)).toThrow("value [0]");
    expect(() => fit(Normal, { length: 1, 0: 1 } as never)).toThrow("expected an array");
    expect(() => fit(Normal({ mean: 0, standardDeviation: 1 }) as never, x)).toThrow(
      "the family Normal itself",
    );
    expect(() => fit(undefined as never, x)).toThrow("expected a family");
    expect(() => Normal(null as never)).toThrow("expected parameters { mean, standardDeviation }");
    expect(() => Normal({ mean: 0, standardDeviation: 1 }).pdf(["1"] as never)).toThrow("got 1 at [0]");
    expect(() => new StreamFit(Normal, { fix: {} } as never)).toThrow('no option "fix"');
  });

  test("refuses options of intervals and goodness of fit that aren't", () => {
    const result = fit(Normal, x);
    expect(() => result.confidenceIntervals({ lvl: 0.9 } as never)).toThrow('no option "lvl"');
    expect(() => result.confidenceIntervals({ method: "profil" } as never)).toThrow("got profil");
    expect(() => result.goodnessOfFit({ resample: 9 } as never)).toThrow('no option "resample"');
    expect(() => result.goodnessOfFit({ resamples: 9, key: 3 } as never)).toThrow("expected a Key, got 3");
  });

  test("takes whole-number tensors and frozen arrays", () => {
    using whole = tensor(x, { dtype: "int32" });
    expect(fit(Normal, whole).parameters).toEqual(fit(Normal, Object.freeze([...x])).parameters);
  });
});
