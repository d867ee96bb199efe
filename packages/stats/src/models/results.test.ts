import { expect, test } from "vitest";
import { compareFits } from "../compare/compareFits.js";
import { likelihoodRatioTest } from "../compare/likelihoodRatioTest.js";
import { expectClose } from "../testing/expectClose.js";
import { logisticRegression } from "./logistic.js";
import reference from "./models.fixture.json";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

const { counts } = reference;

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
