import { readCsv, tableExamples } from "@mebae/data";
import { expect, test } from "vitest";
import { naiveBayes } from "../naiveBayes.js";
import reference from "./naiveBayes.fixture.json" with { type: "json" };

// scripts/naive_bayes_fixture.py wrote the reference, with scikit-learn 1.6.1.

test("numbers, categories, booleans and flags of missing values, as scikit-learn's three kinds together", async () => {
  const examples = tableExamples(readCsv(reference.csv, { file: "kinds.csv" }), { target: "kind" });
  const rows = Int32Array.from({ length: reference.trained }, (_, i) => i);
  const others = Int32Array.from({ length: examples.length - rows.length }, (_, i) => rows.length + i);
  const fitted = await naiveBayes().fit(examples, { rows, seed: 0 });
  const found = await fitted.predict(fitted.prepared.examples(others));
  expect(found).toHaveLength(reference.probabilities.length);
  for (const [at, p] of reference.probabilities.entries()) expect(found[at]).toBeCloseTo(p, 5);
});

const fruit = `colour,kind
red,apple
red,apple
green,apple
green,pear
green,pear
yellow,pear
blue,plum
`;

test("categories alone: Laplace's rule, and a level unseen in training says nothing", async () => {
  const examples = tableExamples(readCsv(fruit, { file: "fruit.csv" }), { target: "kind" });
  const fitted = await naiveBayes().fit(examples, { rows: [0, 1, 2, 3, 4, 5], seed: 0 });
  const found = await fitted.predict(fitted.prepared.examples([0, 3, 6]));
  // Priors of a half; shares of (n + 1) / (3 + 3): red 3/6 and 1/6, green 2/6 and 3/6. No plum was learned from.
  const expected = [3 / 4, 1 / 4, 0, 2 / 5, 3 / 5, 0, 1 / 2, 1 / 2, 0];
  for (const [at, p] of expected.entries()) expect(found[at]).toBeCloseTo(p, 6);
});
