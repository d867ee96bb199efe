import { add, at, div, Key, lgamma, log, mul, sub, sum, type Tensor, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { ordered, positive, simplex } from "../constraints/index.js";
import { Gamma } from "../distributions/gamma.js";
import { fit } from "../fit/fit.js";
import { logNormalDensity, moments, normal, normals } from "../testing/normalDensity.js";
import { mle } from "./mle.js";

test("Wald's intervals are those of the unconstrained numbers", () => {
  const data = [1.5, 2, 2, 4, 7];
  const { count, mean, scale } = moments(data);
  const z = 1.959963984540054;
  const { location, scale: spread } = mle({ ...normal, data }).confidenceIntervals({ method: "wald" });
  expect(location.high).toBeCloseTo(mean + (z * scale) / Math.sqrt(count), 9);
  expect(location.low).toBeCloseTo(mean - (z * scale) / Math.sqrt(count), 9);
  expect(spread.low).toBeCloseTo(scale * Math.exp(-z / Math.sqrt(2 * count)), 9);
  expect(spread.high).toBeCloseTo(scale * Math.exp(z / Math.sqrt(2 * count)), 9);
  const counts = {
    logDensity: (x: Tensor, { shares }: { shares: Tensor }) => sum(mul(x, log(shares))),
    data: [3, 9],
  };
  const { shares } = mle({ parameters: { shares: simplex(2) }, ...counts }).confidenceIntervals({
    level: 0.9,
    method: "wald",
  });
  // On the logit scale, log 3 ± 1.645·√(1/3 + 1/9); the other share's interval mirrors it.
  const odds = (sign: number) => 1 / (1 + 3 * Math.exp(sign * 1.6448536269514722 * Math.sqrt(4 / 9)));
  expect(shares[0]).toEqual({ low: expect.closeTo(odds(1), 9), high: expect.closeTo(odds(-1), 9) });
  expect(shares[1]).toEqual({ low: expect.closeTo(1 - odds(-1), 9), high: expect.closeTo(1 - odds(1), 9) });
  expect(() => mle({ ...normal, data }).confidenceIntervals({ level: 95 })).toThrow(
    "level inside (0, 1), got 95",
  );
});

test("a normal density's profiles are the known equations", () => {
  const data = [4.1, 5.2, 3.3, 6.8, 5.5, 4.9];
  const found = mle({ ...normal, data });
  const { location, scale } = found.confidenceIntervals({ level: 0.9 });
  const chi = 1.6448536269514722 ** 2;
  const n = data.length;
  // l_p(μ) = -n/2·log(σ̂² + (μ - x̄)²)
  const half = found.parameters.scale * Math.sqrt(Math.expm1(chi / n));
  expect(location.high - found.parameters.location).toBeCloseTo(half, 8);
  expect(found.parameters.location - location.low).toBeCloseTo(half, 8);
  // n·log(σ/σ̂) + n/2·(σ̂²/σ² - 1) = χ²/2
  for (const sigma of [scale.low, scale.high]) {
    const ratio = sigma / found.parameters.scale;
    expect(n * Math.log(ratio) + (n / 2) * (1 / ratio ** 2 - 1)).toBeCloseTo(chi / 2, 7);
  }
});

test("the profile of a share is that of a binomial distribution", () => {
  const counts = [3, 9, 1, 7];
  const { shares } = mle({
    parameters: { shares: simplex(4) },
    logDensity: (x, { shares }) => sum(mul(x, log(shares))),
    data: counts,
  }).confidenceIntervals();
  const half = 1.959963984540054 ** 2 / 2;
  for (const [i, count] of counts.entries()) {
    const [share, rest] = [count / 20, 1 - count / 20];
    const drop = (p: number) => count * Math.log(p / share) + (20 - count) * Math.log((1 - p) / rest);
    const { low, high } = shares[i]!;
    expect(low).toBeLessThan(count / 20);
    expect(high).toBeGreaterThan(count / 20);
    expect(-drop(low), `share ${i}, low`).toBeCloseTo(half, 7);
    expect(-drop(high), `share ${i}, high`).toBeCloseTo(half, 7);
  }
});

test("ascending means of groups of their own have the intervals of each group", () => {
  // Rows of the group and x, of deviation 1.
  const rows = [
    ...[0.3, 1.2, -0.4, 0.9].map((x) => [0, x]),
    ...[2.1, 0.4].map((x) => [1, x]),
    ...[3.9, 4.4, 3.1, 5.2, 4.1].map((x) => [2, x]),
  ];
  const { means } = mle({
    parameters: { means: ordered(3) },
    logDensity: (x, { means }) => {
      const group = at(x, null, 0);
      const isOf = (place: number) =>
        place === 1 ? mul(group, sub(2, group)) : mul(group, mul(sub(group, 1), 0.5));
      const first = at(means, 0);
      const mean = add(
        first,
        add(mul(isOf(1), sub(at(means, 1), first)), mul(isOf(2), sub(at(means, 2), first))),
      );
      return logNormalDensity(at(x, null, 1), mean, tensor(1, { dtype: "float64" }));
    },
    data: rows,
  }).confidenceIntervals();
  for (const place of [0, 1, 2]) {
    const { count, mean } = moments(rows.filter(([group]) => group === place).map(([, x]) => x!));
    const half = 1.959963984540054 / Math.sqrt(count);
    if (place !== 0) expect(means[place]!.high).toBeCloseTo(mean + half, 7);
    if (place !== 1) expect(means[place]!.low).toBeCloseTo(mean - half, 7);
  }
  // Beyond the next group's mean both are moved, 4(μ - 0.5)² + 2(μ - 1.25)² = z²; and the other way round.
  const root = (sign: number) => (9 + sign * Math.sqrt(81 - 24 * (4.125 - 1.959963984540054 ** 2))) / 12;
  expect(means[0]!.high).toBeCloseTo(root(1), 5);
  expect(means[1]!.low).toBeCloseTo(root(-1), 5);
});

test("a gamma density has the intervals that fit has, also for weights", () => {
  const data = normals(40).map((z) => Math.exp(0.4 * z));
  const weights = data.map((_, i) => 1 + (i % 3));
  const found = mle({
    parameters: { shape: positive(), scale: positive() },
    logDensity: (x, { shape, scale }) =>
      sub(sub(mul(sub(shape, 1), log(x)), div(x, scale)), add(lgamma(shape), mul(shape, log(scale)))),
    data,
    weights,
  });
  const known = fit(Gamma, data, { weights }).confidenceIntervals();
  const intervals = found.confidenceIntervals();
  for (const name of ["shape", "scale"] as const)
    for (const end of ["low", "high"] as const)
      expect(intervals[name][end] / known[name][end]).toBeCloseTo(1, 7);
});

test("the bootstrap's middle part is about Wald's, the same for the same key, and needs no tensor of the caller's", () => {
  const data = normals(400).map((z) => 3 + 2 * z);
  const x = tensor(data, { dtype: "float64" });
  const found = mle({ ...normal, data: x });
  x.dispose();
  data.fill(0);
  const wald = found.confidenceIntervals({ method: "wald" });
  const resampled = { method: "bootstrap", key: new Key(3), resamples: 200 } as const;
  const intervals = found.confidenceIntervals(resampled);
  expect(found.confidenceIntervals(resampled)).toEqual(intervals);
  for (const name of ["location", "scale"] as const)
    for (const end of ["low", "high"] as const)
      expect(Math.abs(intervals[name][end] - wald[name][end])).toBeLessThan(0.6 * found.standardErrors[name]);
});

test("the bootstrap of weighted rows draws by weight", () => {
  const weights = [30, 50, 20];
  const found = mle({
    parameters: { shares: simplex(3) },
    logDensity: (x, { shares }) =>
      add(
        mul(div(mul(sub(x, 1), sub(x, 2)), 2), log(at(shares, 0))),
        add(mul(mul(x, sub(2, x)), log(at(shares, 1))), mul(div(mul(x, sub(x, 1)), 2), log(at(shares, 2)))),
      ),
    data: [0, 1, 2],
    weights,
  });
  const { shares } = found.confidenceIntervals({ method: "bootstrap", resamples: 300 });
  for (const [i, weight] of weights.entries()) {
    const error = Math.sqrt(((weight / 100) * (1 - weight / 100)) / 100);
    expect(Math.abs(shares[i]!.low - (weight / 100 - 1.96 * error))).toBeLessThan(0.6 * error);
    expect(Math.abs(shares[i]!.high - (weight / 100 + 1.96 * error))).toBeLessThan(0.6 * error);
  }
});
