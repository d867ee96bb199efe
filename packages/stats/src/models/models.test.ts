import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareFits } from "../compare/compareFits.js";
import { likelihoodRatioTest } from "../compare/likelihoodRatioTest.js";
import { expectClose } from "../testing/expectClose.js";
import { linearRegression } from "./linear.js";
import { logisticRegression } from "./logistic.js";
import reference from "./models.fixture.json";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

const { penguins, counts } = reference;

interface Expected {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly logLikelihood: number;
}

/** All numbers of a record, of a record of records too. */
function flat(named: object): number[] {
  return Object.values(named).flatMap((entry) => (typeof entry === "number" ? [entry] : flat(entry)));
}

interface Found {
  readonly status: { readonly kind: string };
  readonly coefficients: object;
  readonly standardErrors: object;
  readonly logLikelihood: number;
}

function expectReference(found: Found, expected: Expected): void {
  expect(found.status.kind).toBe("converged");
  expectClose(found.logLikelihood, expected.logLikelihood, 1e-12, "log-likelihood");
  const [values, errors] = [flat(found.coefficients), flat(found.standardErrors)];
  expect(values).toHaveLength(expected.coefficients.length);
  for (const [i, value] of expected.coefficients.entries())
    expectClose(values[i]!, value, 1e-9, `coefficient ${i}`);
  for (const [i, error] of expected.standardErrors.entries())
    expectClose(errors[i]!, error, 1e-9, `error ${i}`);
}

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

const tables = fileURLToPath(new URL("../../../../../shared/data/tabular/", import.meta.url));
const areThere = existsSync(tables);
if (!areThere) console.warn(`Left out: regressions of real tables, because there is no folder ${tables}`);

function table(name: string): Record<string, string[]> {
  const [header, ...lines] = readFileSync(`${tables}${name}.csv`, "utf8").trim().split("\n");
  const rows = lines.map((line) => line.split(","));
  return Object.fromEntries(header!.split(",").map((column, j) => [column, rows.map((row) => row[j]!)]));
}

function numbers(columns: Record<string, string[]>, names: readonly string[], rows?: number) {
  return Object.fromEntries(names.map((name) => [name, columns[name]!.slice(0, rows).map(Number)]));
}

describe.runIf(areThere)("real tables", () => {
  const { breast_cancer, wine, abalone } = reference.tables;

  test("breast cancer, logistic", () => {
    const data = table("breast_cancer");
    expectReference(
      logisticRegression({ x: numbers(data, breast_cancer.names), y: data.diagnosis! }),
      breast_cancer,
    );
  });

  test("wine, multinomial", () => {
    const data = table("wine");
    expectReference(multinomialRegression({ x: numbers(data, wine.names), y: data.class! }), wine);
  });

  test("abalone, Poisson", () => {
    const data = table("abalone");
    const y = data.rings!.slice(0, abalone.rows).map(Number);
    expectReference(poissonRegression({ x: numbers(data, abalone.names, abalone.rows), y }), abalone);
  });

  test("iris and glass are separated in part", () => {
    const { species, ...measures } = table("iris");
    const iris = multinomialRegression({ x: numbers(measures, Object.keys(measures)), y: species! });
    // Each alone tells setosa from the others, but not these from one another.
    const reason =
      "quasi-complete separation by petal_length, and by petal_width: coefficients go to infinity";
    expect(iris.status).toMatchObject({ kind: "boundary", reason });
    const pick = (values: string[]) => values.filter((_, i) => species![i] !== "setosa");
    const others = Object.fromEntries(Object.entries(measures).map(([name, values]) => [name, pick(values)]));
    const two = logisticRegression({ x: numbers(others, Object.keys(others)), y: pick(species!) });
    expect(two.status.kind).toBe("converged");
    expect(iris.logLikelihood).toBeCloseTo(two.logLikelihood, 7);
    const { type, ...parts } = table("glass");
    // Some classes' ways to infinity are much slower than others'.
    const glass = multinomialRegression({ x: numbers(parts, Object.keys(parts)), y: type! });
    expect(glass.status).toMatchObject({ kind: "boundary", parameter: "Ba" });
  });

  test("ionosphere has a column of zeros", () => {
    const { class: y, ...columns } = table("ionosphere");
    const found = logisticRegression({ x: numbers(columns, ["f01", "f02", "f03"]), y: y! });
    expect(found.status).toEqual({ kind: "notIdentifiable", reason: "f01 = 0 in every row" });
    expect(found.standardErrors.f01).toBeNaN();
    const without = logisticRegression({ x: numbers(columns, ["f02", "f03"]), y: y! });
    expect(found.coefficients.f02).toBeCloseTo(without.coefficients.f02!, 10);
    expect(found.standardErrors.f02).toBeCloseTo(without.standardErrors.f02!, 10);
  });
});

const { bill_length_mm, body_mass_g, flipper_length_mm } = penguins.columns;

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

describe("linear", () => {
  const found = linearRegression({ x: { bill_length_mm, flipper_length_mm }, y: body_mass_g });

  test("σ by both names, t with its degrees of freedom", () => {
    const squares = found.residuals.reduce((sum, rest) => sum + rest * rest, 0);
    expect(found.degreesOfFreedom).toBe(330);
    expectClose(found.maximumLikelihoodDeviation, Math.sqrt(squares / 333), 1e-13, "by maximum likelihood");
    expectClose(found.residualStandardDeviation, Math.sqrt(squares / 330), 1e-13, "unbiased");
    const sigma = found.maximumLikelihoodDeviation;
    expectClose(
      found.logLikelihood,
      -333 * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI) + 0.5),
      1e-13,
      "log-likelihood",
    );
    expect(found.k).toBe(4);
    // P(|t| > 2.228...) = 0.05 of 10 degrees of freedom: a straight line through 12 points.
    const y = [0.3, 1.9, 1.2, 3.4, 3.3, 5.8, 5.1, 7.5, 7.2, 9.4, 9.1, 11.6];
    const line = linearRegression({ x: y.map((_, i) => [i]), y });
    const { low, high } = line.confidenceIntervals({ method: "wald" }).x1!;
    expectClose((high - low) / 2 / line.standardErrors.x1!, 2.228138851986274, 1e-12, "t of 10");
  });

  test("profile intervals are where the likelihood has dropped", () => {
    const { low } = found.confidenceIntervals({ level: 0.9 }).bill_length_mm!;
    const rest = linearRegression({
      x: { flipper_length_mm },
      y: body_mass_g.map((mass, i) => mass - low * bill_length_mm[i]!),
    });
    expect(2 * (found.logLikelihood - rest.logLikelihood)).toBeCloseTo(1.6448536269514722 ** 2, 9);
  });

  test("an exact fit is degenerate", () => {
    const exact = linearRegression({ x: [[1], [2], [3], [4]], y: [0.1, 0.3, 0.5, 0.7] });
    expect(exact.status.kind).toBe("degenerate");
    expect(exact.coefficients.x1).toBeCloseTo(0.2, 15);
    const saturated = linearRegression({ x: [[1], [2]], y: [3, 7] });
    expect(saturated.status.kind).toBe("degenerate");
    expect(saturated.coefficients.x1).toBe(4);
  });
});

test("profile intervals of the others are where the likelihood has dropped", () => {
  const { x, y, event, hours } = counts;
  const offset = hours.map(Math.log);
  const radius = 1.959963984540054 ** 2;
  const second = x.map((row) => [row[1]!]);
  const at = (value: number, base: number[]) => base.map((entry, i) => entry + value * x[i]![0]!);
  const poisson = poissonRegression({ x, y, offset });
  const logistic = logisticRegression({ x, y: event });
  for (const end of ["low", "high"] as const) {
    const rate = poisson.confidenceIntervals().x1![end];
    const smaller = poissonRegression({ x: second, y, offset: at(rate, offset) });
    expect(2 * (poisson.logLikelihood - smaller.logLikelihood)).toBeCloseTo(radius, 7);
    const odds = logistic.confidenceIntervals().x1![end];
    const none = logisticRegression({
      x: second,
      y: event,
      offset: at(
        odds,
        y.map(() => 0),
      ),
    });
    expect(2 * (logistic.logLikelihood - none.logLikelihood)).toBeCloseTo(radius, 7);
    const intercept = logistic.confidenceIntervals()["(intercept)"]![end];
    const shifted = logisticRegression({ x, y: event, intercept: false, offset: y.map(() => intercept) });
    expect(2 * (logistic.logLikelihood - shifted.logLikelihood)).toBeCloseTo(radius, 7);
  }
  const { low, high } = logistic.confidenceIntervals({ method: "wald" }).x1!;
  expectClose((high + low) / 2, logistic.coefficients.x1!, 1e-13, "middle");
  expectClose((high - low) / 2, 1.959963984540054 * logistic.standardErrors.x1!, 1e-13, "half");
});

test("two classes are a logistic regression", () => {
  const { x, event } = counts;
  const classes = multinomialRegression({ x, y: event });
  const logistic = logisticRegression({ x, y: event });
  expect(classes.logLikelihood).toBeCloseTo(logistic.logLikelihood, 11);
  expect(classes.coefficients["1"]!.x1).toBeCloseTo(logistic.coefficients.x1!, 10);
  const [profile, single] = [classes.confidenceIntervals(), logistic.confidenceIntervals()];
  expect(profile["1"]!.x2!.high).toBeCloseTo(single.x2!.high, 8);
  expect(classes.fitted[3]![1]).toBeCloseTo(logistic.fitted[3]!, 12);
  expect(classes.nullDeviance).toBeCloseTo(logistic.nullDeviance, 10);
});

test("predictions of the data's rows are the fitted values, by rows or by name", () => {
  const { x, y, event, hours } = counts;
  const offset = hours.map(Math.log);
  const poisson = poissonRegression({ x, y, offset, names: ["dose", "group"] });
  expect(poisson.predict(x, { offset })).toEqual(poisson.fitted);
  const columns = { group: x.map((row) => row[1]!), dose: x.map((row) => row[0]!) };
  expect(poisson.predict(columns, { offset })).toEqual(poisson.fitted);
  const multinomial = multinomialRegression({ x, y: event });
  expect(multinomial.predict(x)).toEqual(multinomial.fitted);
  const logistic = logisticRegression({ x, y: event });
  const { values, standardErrors } = logistic.linearPredictor([[0, 0]]);
  expect(values[0]).toBe(logistic.coefficients["(intercept)"]);
  expect(standardErrors[0]).toBe(logistic.standardErrors["(intercept)"]);
  expect(() => poisson.predict(x)).toThrow("expected an offset for each row, as the data had one");
  expect(() => poisson.predict([[1]])).toThrow("expected rows of 2 numbers (dose, group), got 1");
});

test("fits are compared, and nested ones tested", () => {
  const { x, y, hours } = counts;
  const offset = hours.map(Math.log);
  const larger = poissonRegression({ x, y, offset });
  const smaller = poissonRegression({ x: x.map((row) => [row[0]!]), y, offset });
  expect(compareFits([smaller, larger]).map(({ fit }) => fit.k)).toEqual([3, 2]);
  const { statistic, degreesOfFreedom } = likelihoodRatioTest(smaller, larger);
  expect(degreesOfFreedom).toBe(1);
  expect(statistic).toBeCloseTo(smaller.deviance - larger.deviance, 9);
});

test("without an intercept, and with nothing but it", () => {
  const { x, event } = counts;
  const through = logisticRegression({ x, y: event, intercept: false });
  expect(Object.keys(through.coefficients)).toEqual(["x1", "x2"]);
  expect(through.nullDeviance).toBeCloseTo(2 * x.length * Math.LN2, 10);
  const only = logisticRegression({ x: {}, y: event });
  const share = event.reduce((sum, value) => sum + value, 0) / event.length;
  expect(only.coefficients["(intercept)"]).toBeCloseTo(Math.log(share / (1 - share)), 11);
  expect(only.deviance).toBeCloseTo(only.nullDeviance, 10);
});

test("the summary is a table", () => {
  const { x, event } = counts;
  const lines = logisticRegression({ x, y: event, names: ["dose", "group"] })
    .toString()
    .split("\n");
  expect(lines[0]).toBe("logisticRegression of 120 rows: converged");
  expect(lines[2]!.trim().split(/ {2,}/)).toEqual(["estimate", "standard error", "z", "p-value"]);
  expect(lines.slice(3, 6).map((line) => line.split(/ {2,}/)[0])).toEqual(["(intercept)", "dose", "group"]);
});
