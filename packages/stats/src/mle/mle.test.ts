import {
  add,
  at,
  compile,
  div,
  exp,
  lgamma,
  log,
  logSumExp,
  matmul,
  memory,
  mul,
  neg,
  softplus,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  tensor,
} from "@mebae/tensor";
import { expect, test } from "vitest";
import {
  type Constraint,
  interval,
  ordered,
  positive,
  real,
  simplex,
  unitInterval,
  vector,
} from "../constraints/index.js";
import { type MleInput, mle } from "./mle.js";

/** Numbers in (0, 1) that look random: the low bits of Lehmer's generator are not asked for. */
function uniforms(count: number): Float64Array {
  let state = 12345;
  return Float64Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
}

/** Box & Muller 1958. */
function normals(count: number): Float64Array {
  const u = uniforms(2 * count);
  return Float64Array.from(
    { length: count },
    (_, i) => Math.sqrt(-2 * Math.log(u[2 * i]!)) * Math.cos(2 * Math.PI * u[2 * i + 1]!),
  );
}

const halfLogTau = 0.5 * Math.log(2 * Math.PI);

function logNormalDensity(x: Tensor, location: Tensor, scale: Tensor): Tensor {
  return sub(sub(mul(square(div(sub(x, location), scale)), -0.5), log(scale)), halfLogTau);
}

const normal = {
  parameters: { location: real(), scale: positive() },
  logDensity: (x: Tensor, { location, scale }: { location: Tensor; scale: Tensor }) =>
    logNormalDensity(x, location, scale),
};

type Density<P extends string> = (x: Tensor, parameters: Readonly<Record<P, Tensor>>) => Tensor;

function moments(
  data: ArrayLike<number>,
  weights: ArrayLike<number> = new Float64Array(data.length).fill(1),
) {
  let count = 0;
  let total = 0;
  for (let i = 0; i < data.length; i++)
    [count, total] = [count + weights[i]!, total + weights[i]! * data[i]!];
  const mean = total / count;
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += weights[i]! * (data[i]! - mean) ** 2;
  return { count, mean, scale: Math.sqrt(squares / count) };
}

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

test("Wald's intervals are those of the unconstrained numbers", () => {
  const data = [1.5, 2, 2, 4, 7];
  const { count, mean, scale } = moments(data);
  const z = 1.959963984540054;
  const { location, scale: spread } = mle({ ...normal, data }).confidenceIntervals();
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
  });
  // On the logit scale, log 3 ± 1.645·√(1/3 + 1/9); the other share's interval mirrors it.
  const odds = (sign: number) => 1 / (1 + 3 * Math.exp(sign * 1.6448536269514722 * Math.sqrt(4 / 9)));
  expect(shares[0]).toEqual({ low: expect.closeTo(odds(1), 9), high: expect.closeTo(odds(-1), 9) });
  expect(shares[1]).toEqual({ low: expect.closeTo(1 - odds(-1), 9), high: expect.closeTo(1 - odds(1), 9) });
  expect(() => mle({ ...normal, data }).confidenceIntervals({ level: 95 })).toThrow(
    "level inside (0, 1), got 95",
  );
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

test("separated classes are a boundary, not an answer", () => {
  const found = mle({
    parameters: { slope: real() },
    logDensity: (rows, { slope }) =>
      neg(softplus(neg(mul(mul(at(rows, null, 0), at(rows, null, 1)), slope)))),
    data: [
      [1, 1],
      [2, 1],
      [-1, -1],
    ],
  });
  expect(found.status).toMatchObject({ kind: "boundary", parameter: "slope", limit: Infinity });
  expect(found.standardErrors.slope).toBeNaN();
  expect(found.confidenceIntervals()).toEqual({ slope: { low: NaN, high: NaN } });
});

test("a share on its way to 0 is a boundary with that name and limit", () => {
  const found = mle({
    parameters: { share: interval(0, 0.5) },
    logDensity: (x, { share }) => add(mul(x, log(share)), mul(sub(1, x), log(sub(1, share)))),
    data: [0, 0, 0],
  });
  expect(found.status).toMatchObject({ kind: "boundary", parameter: "share", limit: 0 });
  const shares = mle({
    parameters: { shares: simplex(3) },
    logDensity: (x, { shares }) => sum(mul(x, log(shares))),
    data: [4, 6, 0],
  });
  expect(shares.status).toMatchObject({ kind: "boundary", parameter: "shares[2]", limit: 0 });
});

test("a likelihood without bound is degenerate", () => {
  const found = mle({ ...normal, data: [5, 5, 5], start: { location: 5 } });
  expect(found.status).toMatchObject({ kind: "degenerate" });
  expect(found.status).toHaveProperty("reason", "the likelihood grows without bound as scale → 0");
});

test("parameters that only count together are not identifiable, and are named", () => {
  const found = mle({
    parameters: { a: real(), b: real(), scale: positive() },
    logDensity: (x, { a, b, scale }) => logNormalDensity(x, add(a, b), scale),
    data: [1, 2, 4],
  });
  expect(found.status).toEqual({
    kind: "notIdentifiable",
    reason: "the likelihood doesn't change along a direction of a and b",
  });
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

const { parameters, logDensity } = normal;
const data = [1, 2, 3];

test.each<[string, MleInput<Record<string, Constraint>>, string]>([
  [
    "no rows",
    { parameters, logDensity, data: [] } as never,
    "mle: expected at least one row of data, got none",
  ],
  ["NaN", { parameters, logDensity, data: [1, NaN] } as never, "expected finite numbers, got NaN at index 1"],
  [
    "a string",
    { parameters, logDensity, data: [1, "2"] } as never,
    'expected finite numbers, got "2" at index 1',
  ],
  [
    "null in a row",
    {
      parameters,
      logDensity,
      data: [
        [1, 2],
        [3, null],
      ],
    } as never,
    "expected finite numbers, got null at index 1, column 1",
  ],
  [
    "ragged rows",
    { parameters, logDensity, data: [[1, 2], [3]] } as never,
    "expected rows of 2 numbers, got 1 at index 1",
  ],
  [
    "too few weights",
    { parameters, logDensity, data, weights: [1] } as never,
    "expected 3 weights, one a row, got 1",
  ],
  ["a negative weight", { parameters, logDensity, data, weights: [1, -1, 1] } as never, "got -1 at index 1"],
  [
    "no parameter",
    { parameters: {}, logDensity, data } as never,
    "expected at least one parameter, got none",
  ],
  [
    "an unknown start",
    { parameters, logDensity, data, start: { mean: 1 } } as never,
    'no parameter "mean" to start',
  ],
  [
    "a start outside",
    { parameters, logDensity, data, start: { scale: 0 } } as never,
    "expected scale to start at a positive number, got 0",
  ],
  [
    "a density below 0",
    { parameters, logDensity: (x: Tensor, p: never) => add(logDensity(x, p), log(sub(x, 2))), data } as never,
    'expected finite log-densities at the start, but row 0 has log-density NaN at {"location":0,"scale":1}',
  ],
  [
    "a density that ignores a parameter",
    {
      parameters,
      logDensity: (x: Tensor, { location }: { location: Tensor }) => square(sub(x, location)),
      data,
    } as never,
    "all derivatives by scale are 0",
  ],
  [
    "a promise",
    { parameters, logDensity: async (x: Tensor) => x, data } as never,
    "expected logDensity to return a tensor, got a promise",
  ],
  [
    "a table",
    {
      parameters,
      logDensity: (x: Tensor, { location }: { location: Tensor }) => stack([sub(x, location), x]),
      data,
    } as never,
    "expected logDensity to return [3], one number a row, or a scalar, got [2, 3]",
  ],
  [
    "weights on a sum",
    {
      parameters,
      logDensity: (x: Tensor, p: never) => sum(logDensity(x, p)),
      data,
      weights: [1, 1, 1],
    } as never,
    "weights need a logDensity of one number a row",
  ],
  [
    "a kink of infinite slope",
    {
      parameters: { a: real() },
      logDensity: (x: Tensor, { a }: { a: Tensor }) => mul(x, exp(mul(log(square(a)), 0.25))),
      data,
    } as never,
    "by a at",
  ],
])("%s is refused in words", (_, input, message) => {
  expect(() => mle(input)).toThrow(message);
});

test("refuses unknown options, densities that are none and constraints that are none", () => {
  const parameters = { location: real() };
  const logDensity = (x: Tensor, { location }: { location: Tensor }) => neg(square(sub(x, location)));
  const data = [1, 2];
  expect(() => mle({ parameters, logDensity, data, weigths: [1, 1] } as never)).toThrow(
    'no option "weigths"',
  );
  expect(() => mle({ parameters, data } as never)).toThrow("expected logDensity to be a function");
  expect(() => mle({ parameters: { a: 3 }, logDensity, data } as never)).toThrow(
    "a constraint such as real() for a",
  );
});
