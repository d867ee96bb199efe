import { describe, expect, test } from "vitest";
import { expectClose } from "../testing/expectClose.js";
import { flat } from "../testing/regressionReferences.js";
import { linearRegression } from "./linear.js";
import { logisticRegression } from "./logistic.js";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

// About 1e±150, 1e±200 and 1e±300.
const scales = [-1000, -660, -500, 500, 660, 1000].map((exponent) => ({
  exponent,
  scale: 2 ** exponent,
}));

const dose = [1.2, 3.4, 2.2, 5.1, 0.7, 2.9, 4.4, 1.8, 3.9, 2.6];
const age = [31, 45, 28, 60, 52, 39, 44, 57, 35, 48];
const y = [1, 2, 3, 4, 3, 2, 1, 5, 2, 3];
const event = [0, 1, 0, 1, 1, 0, 1, 0, 1, 0];
const label = ["a", "b", "c", "a", "b", "c", "a", "a", "c", "b"];
const times = (values: readonly number[], factor: number) => values.map((value) => value * factor);

function expectSame(found: readonly number[], expected: readonly number[], what: string): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(value).not.toBeNaN();
    expectClose(found[i]!, value, 4 * Number.EPSILON, `${what} ${i}`);
  });
}

const models = {
  linear: (x: Readonly<Record<string, readonly number[]>>) => linearRegression({ x, y }),
  logistic: (x: Readonly<Record<string, readonly number[]>>) => logisticRegression({ x, y: event }),
  poisson: (x: Readonly<Record<string, readonly number[]>>) => poissonRegression({ x, y }),
  multinomial: (x: Readonly<Record<string, readonly number[]>>) => multinomialRegression({ x, y: label }),
};

describe.each(Object.entries(models))("%s: a column's scale is its coefficient's alone", (_, model) => {
  const plain = model({ dose, age });

  test.each(scales)("dose times 2^$exponent", ({ scale }) => {
    const found = model({ dose: times(dose, scale), age });
    expect(found.status).toEqual({ kind: "converged" });
    // Of each coefficient, in the order of the names.
    const units = found.names.map((name) => (name.endsWith("dose") ? scale : 1));
    const back = (numbers: readonly number[]) => numbers.map((value, i) => value * units[i]!);
    expectSame(back(flat(found.coefficients)), flat(plain.coefficients), "coefficient");
    expectSame(back(flat(found.standardErrors)), flat(plain.standardErrors), "standard error");
    expectSame(flat(found.pValues), flat(plain.pValues), "p");
    for (const method of ["profile", "wald"] as const) {
      const twice = units.flatMap((unit) => [unit, unit]);
      const ends = flat(found.confidenceIntervals({ method })).map((end, i) => end * twice[i]!);
      expectSame(ends, flat(plain.confidenceIntervals({ method })), method);
    }
    expectSame([found.logLikelihood, found.deviance], [plain.logLikelihood, plain.deviance], "likelihood");
    expectSame([found.nullDeviance], [plain.nullDeviance], "null deviance");
    expectSame(flat(found.fitted), flat(plain.fitted), "fitted");
    expectSame(flat(found.residuals), flat(plain.residuals), "residual");
    const rows = { dose: [1, 6], age: [40, 20] };
    const others = { dose: times(rows.dose, scale), age: rows.age };
    expectSame(flat(found.predict(others)), flat(plain.predict(rows)), "prediction");
    expectSame(flat(found.linearPredictor(others)), flat(plain.linearPredictor(rows)), "error of prediction");
  });
});

describe("linear: the response's scale is that of all", () => {
  const plain = linearRegression({ x: { dose, age }, y });

  test.each(scales)("y times 2^$exponent", ({ scale, exponent }) => {
    const found = linearRegression({ x: { dose, age }, y: times(y, scale) });
    expect(found.status).toEqual({ kind: "converged" });
    const back = (numbers: object) => flat(numbers).map((value) => value / scale);
    expectSame(back(found.coefficients), flat(plain.coefficients), "coefficient");
    expectSame(back(found.standardErrors), flat(plain.standardErrors), "standard error");
    expectSame(flat(found.t), flat(plain.t), "t");
    expectSame(flat(found.pValues), flat(plain.pValues), "p");
    for (const method of ["profile", "wald"] as const)
      expectSame(
        back(found.confidenceIntervals({ method })),
        flat(plain.confidenceIntervals({ method })),
        method,
      );
    expectSame(back([found.residualStandardDeviation]), [plain.residualStandardDeviation], "σ");
    expectSame(back([found.maximumLikelihoodDeviation]), [plain.maximumLikelihoodDeviation], "σ of l");
    expectSame([found.rSquared], [plain.rSquared], "R²");
    const shifted = plain.logLikelihood - y.length * exponent * Math.LN2;
    expectSame([found.logLikelihood], [shifted], "log-likelihood");
    expectSame(back(found.fitted), flat(plain.fitted), "fitted");
    expectSame(back(found.residuals), flat(plain.residuals), "residual");
    const rows = { dose: [1, 6], age: [40, 20] };
    expectSame(back(found.predict(rows)), flat(plain.predict(rows)), "prediction");
    expectSame(back(found.linearPredictor(rows)), flat(plain.linearPredictor(rows)), "of the predictor");
  });

  test("both at once, where the coefficient is beyond the numbers", () => {
    const found = linearRegression({ x: { dose: times(dose, 2 ** -660), age }, y: times(y, 2 ** 660) });
    expect(Math.abs(found.coefficients.dose!)).toBe(Infinity);
    expect(found.standardErrors.dose).toBe(Infinity);
    expectSame(flat(found.t), flat(plain.t), "t");
    expectSame(flat(found.pValues), flat(plain.pValues), "p");
    expectSame(times([...found.fitted], 2 ** -660), flat(plain.fitted), "fitted");
  });

  test("the covariance holds what numbers hold, and the errors don't depend on it", () => {
    const found = linearRegression({ x: { dose, age }, y: times(y, 2 ** 660) });
    expect(found.covariance[1]![1]).toBe(Infinity);
    expect(linearRegression({ x: { dose, age }, y: times(y, 2 ** -660) }).covariance[1]![1]).toBe(0);
    const held = linearRegression({ x: { dose, age }, y: times(y, 2 ** 500) });
    expectSame(times(held.covariance.flat(), 2 ** -1000), plain.covariance.flat(), "covariance");
  });
});

test.each(scales)("dependent columns are named in the data's units, times 2^$exponent", ({ scale }) => {
  const x = { dose: times(dose, scale), age, twice: times(dose, 2 * scale) };
  const reason = "twice = 2·dose in every row";
  expect(linearRegression({ x, y }).status).toEqual({ kind: "notIdentifiable", reason });
  expect(logisticRegression({ x, y: event }).status).toEqual({ kind: "notIdentifiable", reason });
});

test.each(scales)("an exact fit of y times 2^$exponent is degenerate, another none", ({ scale }) => {
  const exact = linearRegression({ x: [[1], [2], [3], [4]], y: times([0.1, 0.3, 0.5, 0.7], scale) });
  expect(exact.status.kind).toBe("degenerate");
});
