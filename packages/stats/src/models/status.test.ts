import { tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { linearRegression } from "./linear.js";
import { logisticRegression } from "./logistic.js";
import reference from "./models.fixture.json";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

const models = {
  logistic: logisticRegression,
  poisson: poissonRegression,
  multinomial: multinomialRegression,
};

describe("separation, as linear programming finds it", () => {
  test.each(
    reference.separations.map((data, i) => ({ ...data, name: `${i}: ${data.kind}, ${data.separation}` })),
  )("$name", ({ kind, x, y, separation }) => {
    const { status } = models[kind as keyof typeof models]({ x, y });
    if (separation === "none") expect(status).toEqual({ kind: "converged" });
    else
      expect(status).toMatchObject({
        kind: "boundary",
        reason: expect.stringContaining(`${separation} sep`),
      });
    if (separation === "complete") expect(JSON.stringify(status)).not.toContain("quasi");
  });
});

describe("what separates is named", () => {
  const age = [21, 35, 44, 52, 61, 70];
  const dose = [3, 1, 2, 3, 1, 2];

  test("a column that does it alone", () => {
    const found = logisticRegression({ x: { age, dose }, y: [0, 0, 0, 1, 1, 1] });
    expect(found.status).toEqual({
      kind: "boundary",
      parameter: "age",
      limit: Infinity,
      reason: "complete separation by age: coefficients go to infinity",
    });
    expect(found.standardErrors.age).toBeNaN();
    expect(found.confidenceIntervals().age).toEqual({ low: NaN, high: NaN });
    expect(found.logLikelihood).toBeCloseTo(0, 8);
    for (const [i, p] of found.fitted.entries()) expect(p).toBeCloseTo(i < 3 ? 0 : 1, 8);
  });

  test("two that do it together", () => {
    const x = { a: [1, 2, 3, 4, 2, 3], b: [2, 3, 4, 5, 1, 2] };
    const { status } = logisticRegression({ x, y: [0, 0, 0, 0, 1, 1] });
    expect(status).toMatchObject({ reason: "complete separation by a and b: coefficients go to infinity" });
  });

  test("a group without events", () => {
    const group = [0, 0, 0, 0, 1, 1];
    const { status } = logisticRegression({ x: { age, group }, y: [0, 1, 1, 0, 0, 0] });
    expect(status).toMatchObject({ kind: "boundary", parameter: "group", limit: -Infinity });
    expect(status).toMatchObject({
      reason: "quasi-complete separation by group: coefficients go to infinity",
    });
    const poisson = poissonRegression({ x: { age, group }, y: [1, 4, 2, 3, 0, 0] });
    expect(poisson.status).toMatchObject({ kind: "boundary", parameter: "group", limit: -Infinity });
  });

  test("events only", () => {
    expect(logisticRegression({ x: { age }, y: age.map(() => true) }).status).toMatchObject({
      parameter: "(intercept)",
      limit: Infinity,
    });
    expect(poissonRegression({ x: { age }, y: age.map(() => 0) }).status).toMatchObject({
      parameter: "(intercept)",
      limit: -Infinity,
    });
  });

  test("far out is not separated", () => {
    // One event among a hundred thousand, weighted: η = -11.5 has a maximum.
    const found = logisticRegression({
      x: { group: [0, 0, 1, 1] },
      y: [0, 1, 0, 1],
      weights: [1e12, 1, 10, 10],
    });
    expect(found.status.kind).toBe("converged");
    expect(found.coefficients["(intercept)"]).toBeCloseTo(-Math.log(1e12), 9);
  });
});

describe("collinear columns are named", () => {
  const a = [1, 2, 3, 4, 5, 7];
  const b = [2, 1, 4, 3, 7, 5];
  const y = [1, 3, 2, 5, 4, 6];
  const cases: [string, Record<string, number[]>, string][] = [
    ["a sum", { a, b, total: a.map((x, i) => x + 2 * b[i]!) }, "total = a + 2·b in every row"],
    ["a constant", { a, b, one: a.map(() => 0.1) }, "one = 0.1 in every row"],
    [
      "shares",
      { a, left: a.map((x) => 0.1 * x), right: a.map((x) => 1 - 0.1 * x) },
      "left = 0.1·a in every row",
    ],
    [
      "far from 0",
      { a, b, far: a.map((x, i) => 1e6 + 0.3 * x + 0.7 * b[i]!) },
      "far = 1000000 + 0.3·a + 0.7·b in every row",
    ],
    ["small and large", { a, tiny: a.map((x) => 1e-9 * x), b }, "tiny = 1e-9·a in every row"],
  ];

  test.each(cases)("%s", (_, x, reason) => {
    const { status } = linearRegression({ x, y });
    expect(status.kind).toBe("notIdentifiable");
    expect(status).toMatchObject({ reason: expect.stringContaining(reason) });
    expect(poissonRegression({ x, y }).status).toEqual(status);
  });

  test("others keep their errors, and predictions are those without the column", () => {
    const twice = { a, b, again: a.map((x) => 2 * x) };
    const [found, without] = [linearRegression({ x: twice, y }), linearRegression({ x: { a, b }, y })];
    expect(found.k).toBe(without.k);
    expect(found.coefficients).toMatchObject({ again: 0, b: expect.closeTo(without.coefficients.b!, 14) });
    expect(found.standardErrors.a).toBeNaN();
    expect(found.standardErrors.b).toBeCloseTo(without.standardErrors.b!, 13);
    expect(found.fitted[2]).toBeCloseTo(without.fitted[2]!, 13);
  });

  test("more columns than rows", () => {
    const x = a.slice(0, 3).map((entry, i) => [entry, b[i]!, entry * entry, entry * b[i]!]);
    expect(linearRegression({ x, y: [1, 3, 2] }).status.kind).toBe("degenerate");
    expect(poissonRegression({ x, y: [1, 3, 2] }).status.kind).toBe("notIdentifiable");
  });

  test("nearly collinear is not collinear", () => {
    const near = a.map((x, i) => x + 1e-9 * b[i]!);
    const found = linearRegression({ x: { a, near }, y: a.map((x, i) => x + b[i]! + (i % 2)) });
    expect(found.status.kind).toBe("converged");
  });
});

describe("what is out of place is refused in words", () => {
  const x = [[1], [2], [3]];
  const cases: [string, () => unknown, string][] = [
    [
      "a missing number",
      () => linearRegression({ x: { age: [1, NaN, 3] }, y: [1, 2, 3] }),
      "got NaN at index 1, column age",
    ],
    [
      "a text",
      () => linearRegression({ x: [[1], ["2" as never], [3]], y: [1, 2, 3] }),
      'got "2" at index 1, column x1',
    ],
    [
      "a short row",
      () => linearRegression({ x: [[1, 2], [3], [4, 5]], y: [1, 2, 3] }),
      "expected rows of 2 numbers in x, got 1 at index 1",
    ],
    [
      "rows",
      () => linearRegression({ x, y: [1, 2] }),
      "expected as many rows in x as numbers in y, got 3 and 2",
    ],
    ["columns", () => linearRegression({ x: { a: [1, 2], b: [1] }, y: [1, 2] }), "got 2 in a and 1 in b"],
    [
      "names",
      () => linearRegression({ x, y: [1, 2, 3], names: ["a", "b"] }),
      "expected rows of 2 numbers (a, b), got 1",
    ],
    ["a name twice", () => linearRegression({ x: [[1, 2]], y: [1], names: ["a", "a"] }), 'got two "a"'],
    [
      "an absent name",
      () => linearRegression({ x: { a: [1] }, y: [1], names: ["b"] }),
      'expected a column "b", got a',
    ],
    [
      "y",
      () => linearRegression({ x, y: [1, Infinity, 3] }),
      "expected finite numbers in y, got Infinity at index 1",
    ],
    ["nothing", () => linearRegression({ x: [], y: [] }), "expected at least one row, got none"],
    [
      "no column",
      () => linearRegression({ x: {}, y: [1], intercept: false }),
      "expected at least one column or an intercept",
    ],
    [
      "weights",
      () => linearRegression({ x, y: [1, 2, 3], weights: [1, -1, 1] }),
      "expected numbers of at least 0 in weights, got -1 at index 1",
    ],
    [
      "no weight",
      () => linearRegression({ x, y: [1, 2, 3], weights: [0, 0, 0] }),
      "expected a weight above 0",
    ],
    [
      "few weights",
      () => linearRegression({ x, y: [1, 2, 3], weights: [1] }),
      "expected 3 weights, one a row, got 1",
    ],
    [
      "a count",
      () => poissonRegression({ x, y: [1, 2.5, 3] }),
      "expected whole numbers of at least 0 in y, got 2.5 at index 1",
    ],
    [
      "an offset",
      () => poissonRegression({ x, y: [1, 2, 3], offset: [1] }),
      "expected an offset of 3 numbers, one a row, got 1",
    ],
    [
      "three labels",
      () => logisticRegression({ x, y: ["a", "b", "c"] }),
      'expected two labels in y, got 3: "a", "b", "c"',
    ],
    [
      "mixed labels",
      () => logisticRegression({ x, y: ["a", 1, "b"] }),
      "expected labels of one kind in y, got 1 at index 1",
    ],
    [
      "one class",
      () => multinomialRegression({ x, y: [2, 2, 2] }),
      "expected at least two classes in y, got only 2",
    ],
    [
      "a vector",
      () => linearRegression({ x: tensor([1, 2, 3]), y: [1, 2, 3] }),
      "expected a tensor of shape [rows, columns], got [3]",
    ],
  ];

  test.each(cases)("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  test("the level and the method of intervals", () => {
    const found = linearRegression({ x, y: [1, 3, 2] });
    expect(() => found.confidenceIntervals({ level: 95 })).toThrow("expected a level inside (0, 1), got 95");
    expect(() => found.confidenceIntervals({ method: "bootstrap" as never })).toThrow(
      'expected the method "profile"',
    );
  });
});

test("tensors, rows and columns say the same, and stay as they were", () => {
  const rows = [
    [1, 5],
    [2, 3],
    [3, 4],
    [4, 1],
  ];
  const frozen = Object.freeze(rows.map((row) => Object.freeze(row)));
  const y = Object.freeze([1, 3, 2, 5]);
  using x = tensor(rows, { dtype: "float64" });
  const results = [
    linearRegression({ x: frozen, y }),
    linearRegression({ x, y: Float64Array.from(y) }),
    linearRegression({ x: { x1: [1, 2, 3, 4], x2: [5, 3, 4, 1] }, y }),
  ];
  for (const { coefficients } of results) expect(coefficients).toEqual(results[0]!.coefficients);
});
