import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedFolder } from "../../../../tools/machine.mjs";
import { expectReference } from "../testing/regressionReferences.js";
import { logisticRegression } from "./logistic.js";
import reference from "./models.fixture.json";
import { multinomialRegression } from "./multinomial.js";
import { poissonRegression } from "./poisson.js";

const shared = sharedFolder();
const tables = `${shared}/data/tabular/`;
if (!shared)
  console.warn("Left out: regressions of real tables, because there is no folder shared/ or ../shared");

function table(name: string): Record<string, string[]> {
  const [header, ...lines] = readFileSync(`${tables}${name}.csv`, "utf8").trim().split("\n");
  const rows = lines.map((line) => line.split(","));
  return Object.fromEntries(header!.split(",").map((column, j) => [column, rows.map((row) => row[j]!)]));
}

function numbers(columns: Record<string, string[]>, names: readonly string[], rows?: number) {
  return Object.fromEntries(names.map((name) => [name, columns[name]!.slice(0, rows).map(Number)]));
}

describe.runIf(shared)("real tables", () => {
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
