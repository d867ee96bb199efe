import { describe, expect, test } from "vitest";
import { expectClose } from "../testing/expectClose.js";
import { expectReference } from "../testing/regressionReferences.js";
import { linearRegression } from "./linear.js";
import { logisticRegression } from "./logistic.js";
import reference from "./models.fixture.json";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

const { penguins, counts } = reference;

describe("the solution in 50 digits", () => {
  test("logistic, of penguins", () => {
    const { bill_length_mm, bill_depth_mm, body_mass_g } = penguins.columns;
    const found = logisticRegression({ x: { bill_length_mm, bill_depth_mm, body_mass_g }, y: penguins.sex });
    expect(found.event).toBe("MALE");
    expectReference(found, penguins.logistic);
  });

  test("multinomial, of penguins", () => {
    const { flipper_length_mm, body_mass_g } = penguins.columns;
    const found = multinomialRegression({ x: { flipper_length_mm, body_mass_g }, y: penguins.species });
    expect(found.classes).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expectReference(found, penguins.multinomial);
  });

  test("Poisson with an offset and weights", () => {
    const { x, y, weights } = counts;
    const found = poissonRegression({ x, y, weights, offset: counts.hours.map(Math.log) });
    expectReference(found, counts.poisson);
    expectClose(found.deviance, counts.poisson.deviance, 1e-11, "deviance");
    expectClose(found.nullDeviance, counts.poisson.nullDeviance, 1e-11, "null deviance");
    expect(found.n).toBe(weights.reduce((sum, weight) => sum + weight, 0));
  });

  test("logistic with an offset and weights", () => {
    const { x, event, weights, shift } = counts;
    const found = logisticRegression({ x, y: event, weights, offset: shift });
    expectReference(found, counts.logistic);
    expectClose(found.deviance, counts.logistic.deviance, 1e-11, "deviance");
    expectClose(found.nullDeviance, counts.logistic.nullDeviance, 1e-11, "null deviance");
  });
});

const { bill_length_mm, body_mass_g } = penguins.columns;

describe("whatever the units", () => {
  test.each([
    [1e-12, 0],
    [1e9, 0],
    [1, 1e6],
  ])("columns times %d plus %d", (unit, shift) => {
    const mass = body_mass_g.map((x) => unit * x + shift);
    const y = penguins.sex;
    const plain = logisticRegression({ x: { bill_length_mm, body_mass_g }, y });
    const moved = logisticRegression({ x: { bill_length_mm, body_mass_g: mass }, y });
    expectClose(moved.coefficients.body_mass_g! * unit, plain.coefficients.body_mass_g!, 1e-9, "slope");
    expectClose(moved.z.body_mass_g!, plain.z.body_mass_g!, 1e-9, "z");
    expect(moved.logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
  });

  test("the score is zero in units of standard errors", () => {
    const found = logisticRegression({ x: { bill_length_mm, body_mass_g }, y: penguins.sex });
    const columns = [bill_length_mm.map(() => 1), bill_length_mm, body_mass_g];
    columns.forEach((column, j) => {
      const score = column.reduce((sum, x, i) => sum + x * found.residuals[i]!, 0);
      expect(Math.abs(score * Math.sqrt(found.covariance[j]![j]!))).toBeLessThan(1e-9);
    });
  });
});

test("a weight of three is three rows, a weight of 0 none", () => {
  const y = [1, 3, 2, 5, 4, 7];
  const x = [1, 2, 3, 4, 5, 6];
  const weights = [1, 3, 2, 1, 0, 2];
  const repeated = weights.flatMap((weight, i) => Array.from({ length: weight }, () => i));
  const pick = (values: number[]) => repeated.map((i) => values[i]!);
  const odd = y.map((value) => value % 2);
  const pairs = [
    [linearRegression({ x: { x }, y, weights }), linearRegression({ x: { x: pick(x) }, y: pick(y) })],
    [poissonRegression({ x: { x }, y, weights }), poissonRegression({ x: { x: pick(x) }, y: pick(y) })],
    [
      logisticRegression({ x: { x }, y: odd, weights }),
      logisticRegression({ x: { x: pick(x) }, y: pick(odd) }),
    ],
  ] as const;
  for (const [weighted, plain] of pairs) {
    expect(weighted.n).toBe(plain.n);
    expect(weighted.logLikelihood).toBeCloseTo(plain.logLikelihood, 11);
    expect(weighted.deviance).toBeCloseTo(plain.deviance, 11);
    expect(weighted.nullDeviance).toBeCloseTo(plain.nullDeviance, 11);
    expect(weighted.coefficients.x).toBeCloseTo(plain.coefficients.x!, 11);
    expect(weighted.standardErrors.x).toBeCloseTo(plain.standardErrors.x!, 11);
    expect(weighted.fitted).toHaveLength(6);
  }
});
