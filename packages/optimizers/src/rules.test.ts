import { tensor, Variable } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import * as exported from "./index.js";
import { optimizerCases } from "./testing/optimizerCases.js";

/** What the package exports beside optimizers. */
const others: readonly string[] = [
  ...["clipByNorm", "clipByValue", "globalNorm"],
  ...["choleskyFactor", "choleskyInverse", "choleskySolve", "symmetricEigen", "minimize", "minimizeSteps"],
  ...["Plateau", "constantSchedule", "cosine", "exponentialDecay", "oneCycle", "stepDecay", "warmUp"],
  "Optimizer",
];

test("every optimizer has a case", () => {
  const there = Object.keys(exported).filter((name) => !others.includes(name));
  const tested = new Set(optimizerCases.map(({ name }) => name));
  const missing = there
    .filter((name) => !tested.has(name))
    .map((name) => `${name} has no case in packages/optimizers/src/testing/optimizerCases.ts`);
  expect(missing, `${missing.join("; ")} (what is no optimizer stands in rules.test.ts)`).toEqual([]);
});

describe.each(optimizerCases)("$name", ({ make, oracle }) => {
  test("takes the three steps that its formula takes", () => {
    const float64 = { dtype: "float64" } as const;
    // Gradients as small as ε are among them.
    const gradients = [
      [0.3, -2, 3e-8, -1e-9],
      [-0.8, 0.5, -1e-8, 2e-9],
      [1.5, -0.1, 4e-8, 3e-9],
    ];
    const values = [0.7, -1.3, 0.4, -2];
    // A matrix, which decay reaches, and a vector.
    const matrix = (of: number[]) => tensor(of.slice(0, 2), { ...float64, shape: [1, 2] });
    const vector = (of: number[]) => tensor(of.slice(2), float64);
    const parameters = [new Variable(matrix(values), "matrix"), new Variable(vector(values), "vector")];
    const optimizer = make(parameters);
    const rules = values.map((_, i) => oracle(i < 2));
    gradients.forEach((g, i) => {
      optimizer.step([matrix(g), vector(g)]);
      rules.forEach((rule, k) => {
        values[k] = rule(values[k]!, g[k]!, i + 1);
      });
      const found = parameters.flatMap(({ value }) => [...value.dataSync()]);
      values.forEach((value, k) => {
        expect(found[k], `element ${k} after step ${i + 1}`).toBeCloseTo(value, 13);
      });
    });
  });
});
