import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Normal } from "../distributions/normal.js";
import { StudentT } from "../distributions/studentT.js";
import { fit } from "../fit/fit.js";
import { Likelihood } from "../likelihood/likelihood.js";
import type { DistributionRecord } from "../record.js";
import { Sample } from "../sample.js";
import { expectClose } from "../testing/expectClose.js";
import { StudentTObjective } from "./studentTObjective.js";

const record = StudentT.record as unknown as DistributionRecord;
const heavy = StudentT({ degreesOfFreedom: 2, location: 1, scale: 2 }).sample(new Key(7), 12);

/** The score in units of standard errors. */
function scoreOf(data: Float64Array, parameters: Readonly<Record<string, number>>): number {
  const likelihood = new Likelihood(record, { exact: { values: data } }, [
    "degreesOfFreedom",
    "location",
    "scale",
  ]);
  const { gradient, hessian } = likelihood.expand(parameters);
  return Math.max(...gradient.map((slope, i) => Math.abs(slope) / Math.sqrt(Math.abs(hessian[4 * i]!))));
}

test.each([0.5, 3, 40, 300])(
  "the score is zero at 20 000 values of %d degrees of freedom",
  (degreesOfFreedom) => {
    const data = StudentT({ degreesOfFreedom, location: 5, scale: 3 }).sample(new Key(1), 20_000);
    const result = fit(StudentT, data);
    expect(result.status.kind).toBe("converged");
    expect(scoreOf(data, result.parameters)).toBeLessThan(1e-9);
    // On the scale of 1/ν, on which the estimate is nearly normal.
    const { degreesOfFreedom: found } = result.parameters;
    const error = result.standardErrors.degreesOfFreedom / found ** 2;
    expect(Math.abs(1 / found - 1 / degreesOfFreedom)).toBeLessThan(4 * error);
  },
);

test("the objective's derivatives are the density's", () => {
  const [location, scale, df] = [0.7, 1.9, 3.3];
  const weights = heavy.map((_, i) => 1 + (i % 3));
  const objective = new StudentTObjective(new Sample(heavy, weights));
  const { value, gradient, hessian } = objective.hessian(
    Float64Array.of(location, Math.log(scale), Math.log(df)),
  );
  const by = ["location", "scale", "degreesOfFreedom"];
  const likelihood = new Likelihood(record, { exact: { values: heavy, weights } }, by);
  const exact = likelihood.expand({ degreesOfFreedom: df, location, scale });
  const units = [1, scale, df];
  expectClose(value, -exact.value, 1e-13, "value");
  for (let i = 0; i < 3; i++) {
    expectClose(gradient[i]!, -exact.gradient[i]! * units[i]!, 1e-12, `slope ${by[i]}`);
    for (let j = 0; j < 3; j++) {
      const own = i === j && i > 0 ? exact.gradient[i]! * units[i]! : 0;
      const second = -exact.hessian[3 * i + j]! * units[i]! * units[j]! - own;
      expectClose(hessian[3 * i + j]!, second, 1e-12, `${by[i]}, ${by[j]}`);
    }
  }
});

test.each([1e-200, 1e200])("doesn't depend on the unit %d", (unit) => {
  const [plain, scaled] = [
    fit(StudentT, heavy),
    fit(
      StudentT,
      heavy.map((x) => x * unit),
    ),
  ];
  expectClose(
    scaled.parameters.degreesOfFreedom,
    plain.parameters.degreesOfFreedom,
    1e-11,
    "degrees of freedom",
  );
  expectClose(scaled.parameters.scale / unit, plain.parameters.scale, 1e-11, "scale");
});

test("takes the higher of two maxima", () => {
  // Around the four and around the three.
  const data = [0, 0.1, 0.2, 0.3, 100, 100.1, 100.2];
  const mirrored = data.map((x) => -x);
  const result = fit(StudentT, data);
  expect(result.parameters.location).toBeLessThan(0.3);
  expectClose(fit(StudentT, mirrored).logLikelihood, result.logLikelihood, 1e-12, "log-likelihood");
});

describe("the normal limit", () => {
  test.each([
    ["two values", [1, 2]],
    ["even data", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])("of %s", (_, data) => {
    const result = fit(StudentT, data);
    expect(result.status).toMatchObject({ kind: "boundary", parameter: "degreesOfFreedom", limit: Infinity });
    const normal = fit(Normal, data);
    expectClose(result.logLikelihood, normal.logLikelihood, 1e-13, "log-likelihood");
    expectClose(result.parameters.scale, normal.parameters.standardDeviation, 1e-15, "scale");
    expectClose(result.distribution.cdf(1), normal.distribution.cdf(1), 1e-12, "cdf");
  });
});

describe("degenerate data are said to be", () => {
  test.each([
    ["one value", [7], 7],
    ["equal values", [3, 3, 3], 3],
    ["most values equal", [0, 0, 0, 0, 0, 0, 1, 2, -3], 0],
  ])("%s", (_, data, location) => {
    const result = fit(StudentT, data);
    expect(result.status.kind).toBe("degenerate");
    expect([result.parameters.location, result.parameters.scale]).toEqual([location, 0]);
    expect(() => result.distribution).toThrow("degenerate");
  });
});

test("a search by Newton's steps agrees, and takes fixed degrees of freedom", () => {
  const own = fit(StudentT, heavy);
  // A bound that cuts nothing off makes the search necessary.
  const searched = fit(StudentT, heavy, { truncation: { low: -1e300 } });
  expect(searched.status.kind).toBe("converged");
  expectClose(
    searched.parameters.degreesOfFreedom,
    own.parameters.degreesOfFreedom,
    1e-8,
    "degrees of freedom",
  );
  const { degreesOfFreedom } = own.parameters;
  const fixed = fit(StudentT, heavy, { fixed: { degreesOfFreedom } });
  expectClose(fixed.parameters.location, own.parameters.location, 1e-8, "location");
  expectClose(fixed.parameters.scale, own.parameters.scale, 1e-8, "scale");
});

test("an outlier so far out that its square overflows lowers the degrees of freedom as its logarithm does", () => {
  const found = [1e100, 1e149, 1e152, 1e200].map((far) => fit(StudentT, [...Array(60).keys(), far]));
  const df = found.map(({ parameters }) => parameters.degreesOfFreedom);
  for (const { status } of found) expect(status.kind).toBe("converged");
  expect(df).toEqual(df.slice().sort((a, b) => b - a));
});
