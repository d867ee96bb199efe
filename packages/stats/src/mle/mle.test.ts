import {
  add,
  at,
  compile,
  lgamma,
  log,
  logSumExp,
  matmul,
  memory,
  mul,
  softplus,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  tensor,
} from "@mebae/tensor";
import { expect, test } from "vitest";
import { ordered, positive, real, simplex, unitInterval, vector } from "../constraints/index.js";
import {
  type Density,
  halfLogTau,
  logNormalDensity,
  moments,
  normal,
  normals,
  uniforms,
} from "../testing/normalDensity.js";
import { type MleInput, mle } from "./mle.js";

test.each([200, 20_000])("a normal density of %i rows has the moments for its maximum", (n) => {
  const data = normals(n).map((z) => 3 + 2 * z);
  const { count, mean, scale } = moments(data);
  const found = mle({ ...normal, data });
  expect(found.status.kind).toBe("converged");
  expect(Math.abs(found.parameters.location - mean)).toBeLessThan(1e-12);
  expect(Math.abs(found.parameters.scale - scale)).toBeLessThan(1e-12);
  expect(found.logLikelihood / (-count * (Math.log(scale) + halfLogTau + 0.5))).toBeCloseTo(1, 12);
  expect(found.standardErrors.location ** 2 / (scale ** 2 / count)).toBeCloseTo(1, 10);
  expect(found.standardErrors.scale ** 2 / (scale ** 2 / (2 * count))).toBeCloseTo(1, 8);
});

test("a sum, a tensor and whole weights say the same", () => {
  const data = [1.5, 2, 2, 4, 7];
  const by = mle({ ...normal, data });
  const sums = mle({ ...normal, data, logDensity: (x, p) => sum(normal.logDensity(x, p)) });
  const weighted = mle({ ...normal, data: [1.5, 2, 4, 7, 100], weights: [1, 2, 1, 1, 0] });
  using x = tensor(data, { dtype: "float32" });
  const fromTensor = mle({ ...normal, data: x });
  for (const other of [sums, weighted, fromTensor]) {
    expect(other.logLikelihood).toBeCloseTo(by.logLikelihood, 11);
    expect(other.n).toBe(5);
    for (const name of ["location", "scale"] as const) {
      expect(other.parameters[name]).toBeCloseTo(by.parameters[name], 11);
    }
  }
});

test.each([
  [1e-150, 0],
  [1e-60, 0],
  [1e100, 0],
  [1, 1e6],
])("data times %d plus %d move the maximum along", (unit, offset) => {
  const base = normals(50);
  const { mean, scale } = moments(base);
  const start = { location: offset, scale: 3 * unit };
  const found = mle({ ...normal, data: base.map((z) => offset + unit * z), start });
  expect(found.status.kind).toBe("converged");
  expect((found.parameters.location - offset) / unit).toBeCloseTo(mean, 8);
  expect(found.parameters.scale / unit).toBeCloseTo(scale, 8);
});

test("a gamma density satisfies its score equations", () => {
  const data = normals(300).map((z) => Math.exp(0.4 * z));
  const found = mle({
    parameters: { shape: positive(), rate: positive() },
    logDensity: (x, { shape, rate }) =>
      sub(add(mul(shape, log(rate)), mul(sub(shape, 1), log(x))), add(mul(rate, x), lgamma(shape))),
    data,
  });
  const { shape, rate } = found.parameters;
  expect(found.status.kind).toBe("converged");
  expect(shape / rate).toBeCloseTo(moments(data).mean, 11);
  for (const slope of Object.values(found.score)) expect(Math.abs(slope)).toBeLessThan(1e-6);
});

test("shares of categories are their counts", () => {
  const data = [0, 1, 2, 2, 1, 2, 2, 0, 2, 1];
  const found = mle({
    parameters: { shares: simplex(3) },
    // One row a category, weighted by its count.
    logDensity: (x, { shares }) => add(log(shares), mul(x, 0)),
    data: [0, 1, 2],
    weights: [0, 1, 2].map((category) => data.filter((entry) => entry === category).length),
  });
  expect(found.status.kind).toBe("converged");
  for (const [i, share] of [0.2, 0.3, 0.5].entries()) {
    expect(found.parameters.shares[i]).toBeCloseTo(share, 10);
    for (const [j, other] of [0.2, 0.3, 0.5].entries()) {
      // Of a multinomial: (pᵢδᵢⱼ - pᵢpⱼ)/n.
      expect(found.covariance[i]![j]).toBeCloseTo((share * (i === j ? 1 : 0) - share * other) / 10, 9);
    }
  }
});

test("a mixture of two normals with ordered means", () => {
  const z = normals(2000);
  const data = z.map((value, i) => (i % 10 < 3 ? -2 + 0.5 * value : 1.5 + value));
  const density: Density<"means" | "scales" | "share"> = (x, { means, scales, share }) =>
    logSumExp(
      stack([
        add(log(share), logNormalDensity(x, at(means, 0), at(scales, 0))),
        add(log(sub(1, share)), logNormalDensity(x, at(means, 1), at(scales, 1))),
      ]),
      { axes: [0] },
    );
  const parameters = { means: ordered(2), scales: vector(positive(), 2), share: unitInterval() };
  const found = mle({ parameters, logDensity: density, data, start: { means: [-1, 1] } });
  expect(found.status.kind).toBe("converged");
  const { means, scales, share } = found.parameters;
  const [low, high] = means;
  const [lowScale, highScale] = scales;
  const errors = found.covariance.map((row, i) => Math.sqrt(row[i]!));
  for (const [i, [value, truth]] of [
    [low, -2],
    [high, 1.5],
    [lowScale, 0.5],
    [highScale, 1],
    [share, 0.3],
  ].entries()) {
    expect(Math.abs(value! - truth!)).toBeLessThan(3.5 * errors[i]!);
  }
  // At a maximum the share is the mean responsibility (Dempster, Laird & Rubin 1977).
  const at1 = (x: number, m: number, s: number) => Math.exp(-0.5 * ((x - m) / s) ** 2) / s;
  const responsibilities = data.map((x) => {
    const first = share! * at1(x, low!, lowScale!);
    return first / (first + (1 - share!) * at1(x, high!, highScale!));
  });
  expect(moments(responsibilities).mean).toBeCloseTo(share!, 10);
  expect(moments(data, responsibilities).mean).toBeCloseTo(low!, 9);
  expect(moments(data, responsibilities).scale).toBeCloseTo(lowScale!, 9);
});

test("logistic regression on rows", () => {
  const u = uniforms(1200);
  const data = Array.from({ length: 400 }, (_, i) => {
    const [a, b] = [u[3 * i]! * 4 - 2, u[3 * i + 1]!];
    return [1, a, b, u[3 * i + 2]! < 1 / (1 + Math.exp(0.5 - a + 2 * b)) ? 1 : 0];
  });
  const found = mle({
    parameters: { coefficients: vector(real(), 3) },
    logDensity: (rows, { coefficients }) => {
      const logit = matmul(at(rows, null, { stop: 3 }), coefficients);
      return sub(mul(at(rows, null, 3), logit), softplus(logit));
    },
    data,
  });
  expect(found.status.kind).toBe("converged");
  // Xᵀ(y - p) = 0, and the information is XᵀWX.
  const score = [0, 0, 0];
  const information = new Float64Array(9);
  for (const row of data) {
    const p = 1 / (1 + Math.exp(-found.parameters.coefficients.reduce((sum, c, i) => sum + c * row[i]!, 0)));
    for (let i = 0; i < 3; i++) {
      score[i]! += row[i]! * (row[3]! - p);
      for (let j = 0; j < 3; j++) information[3 * i + j]! += row[i]! * row[j]! * p * (1 - p);
    }
  }
  for (const slope of score) expect(Math.abs(slope)).toBeLessThan(1e-8);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const product = found.covariance[i]!.reduce(
        (sum, entry, t) => sum + entry * information[3 * t + j]!,
        0,
      );
      expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
    }
  }
  expect(found.names).toEqual(["coefficients[0]", "coefficients[1]", "coefficients[2]"]);
  expect(found.aic).toBeCloseTo(6 - 2 * found.logLikelihood, 10);
  expect(found.aicc).toBeCloseTo(found.aic + 24 / 396, 10);
  expect(found.bic).toBeCloseTo(3 * Math.log(400) - 2 * found.logLikelihood, 10);
});

test("options reach the search", () => {
  const found = mle({ ...normal, data: [1, 2, 9], options: { maximumIterations: 1 } });
  expect(found.status.kind).toBe("notConverged");
  expect(found.iterations).toBe(1);
});

test("nothing is left behind, whatever happens", () => {
  const data = [1, 2, 4];
  const run = (input: Partial<MleInput<typeof normal.parameters>>) => {
    try {
      mle({ ...normal, data, ...input });
    } catch {
      // What is thrown is another test's.
    }
  };
  const rounds = () => {
    run({});
    run({ data: normals(10_000) });
    run({ weights: [1, 2] });
    run({ start: { scale: -1 } });
    run({ logDensity: (x) => log(sub(x, 1)) });
    run({
      logDensity: () => {
        throw new Error("no");
      },
    });
  };
  rounds();
  const before = memory();
  for (let i = 0; i < 100; i++) run({});
  for (let i = 0; i < 3; i++) rounds();
  expect(memory()).toEqual(before);
});

test("a density that reads values of its data works, also where it would be compiled", () => {
  const data = normals(10_000);
  const shifted = (x: Tensor, { location }: { location: Tensor }) => {
    const first = x.dataSync()[0]!;
    return mul(square(sub(sub(x, first), location)), -0.5);
  };
  const found = mle({ parameters: { location: real() }, logDensity: shifted, data });
  expect(found.parameters.location + data[0]!).toBeCloseTo(moments(data).mean, 10);
  expect(() => compile(shifted)(tensor(data, { dtype: "float64" }), { location: tensor(0) })).toThrow();
});
